/**
 * The most common passwords, as letters and digits in small script: what lists of leaked passwords have in common, Chinese habits
 * (pinyin, keyboard rows, lucky numbers), and the names of offices and products like this one. Put together for this program.
 */
const words = `password passwd passw pass word admin administrator root user guest test demo welcome login letmein master access secret
  default changeme temp system manager public office server service support oracle mysql postgres sysadmin superuser super
  qwerty qwertyuiop qwert qwer asdf asdfgh asdfghjkl asdfjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc qweasd qweasdzxc zaqwsx zaqxsw
  qaz wsx edc abc abcd abcde abcdef abcdefg abcdefgh abcxyz xyz aaa aaaa aaaaaa aaaaaaaa
  iloveyou loveyou love woaini woaiwojia wodemima mima mimima woshishui woaizhongguo zhongguo china beijing shanghai neimenggu huhehaote
  ordos eerduosi hulunbeier zhalantun chifeng baotou woniu nihao nihaoma laopo laogong baobei xiaoxiao haha hahaha hehe wang zhang liu
  zhengfu zhengwu zhengwugongkai bangongshi bangongting xinxi gongkai xinxigongkai wangzhan menhu xianzhengfu shizhengfu quzhengfu
  baosong caiyong tongbao baocaitong govcn gov woaigongzuo gongzuo
  football baseball basketball monkey dragon sunshine princess shadow superman batman michael jordan charlie hello hellokitty freedom
  whatever trustno starwars computer internet windows microsoft google baidu tencent taobao alibaba huawei xiaomi iphone apple samsung
  summer winter spring autumn january february march april may june july august september october november december
  happy lucky flower angel money killer hunter tiger ranger soccer hockey banana cheese orange purple yellow`
  .split(/\s+/)
  .filter((word) => word !== '');

const numbers = `123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 987654321 87654321 7654321 654321 54321 4321 321
  111 1111 11111 111111 11111111 000000 00000000 222222 333333 444444 555555 666666 66666666 777777 888888 88888888 999999 99999999
  112233 11223344 121212 123123 123123123 123321 1234321 159357 159753 147258 147258369 258369 789456 789456123 456789 135790 246810
  5201314 1314520 520520 520 1314 168168 888666 666888 168 886 101010 110110 110119 119119 12306 10086 10010 12345 1q2w3e 1q2w3e4r 1q2w3e4r5t
  1qaz2wsx 1qaz 2wsx 1qazxsw2 q1w2e3 q1w2e3r4 a123456 a12345678 abc123 123abc 123qwe qwe123 aa123456 aaa111 p0ssw0rd`
  .split(/\s+/)
  .filter((number) => number !== '');

/** Words and numbers that a password may not be made of, however it is decorated. */
export const commonPasswords: ReadonlySet<string> = new Set([...words, ...numbers]);
