/**
 * The fonts of official documents by their role. Candidates in order of preference: what offices have (方正, 中易),
 * what systems bring (华文, Windows), Fandol, and last Noto, which is shipped and has every character.
 * Typst falls back along this list character by character.
 */
export type FontRole = 'xiaobiaosong' | 'fangsong' | 'heiti' | 'kaiti' | 'songti';

export const fontFamilies: Readonly<Record<FontRole, readonly string[]>> = {
  xiaobiaosong: [
    '方正小标宋简体',
    'FZXiaoBiaoSong-B05S',
    'FZXiaoBiaoSong-B05',
    '方正小标宋_GBK',
    '华文中宋',
    'STZhongsong',
    'Noto Serif SC',
  ],
  fangsong: [
    '仿宋_GB2312',
    'FangSong_GB2312',
    '仿宋',
    'FangSong',
    '方正仿宋_GBK',
    '华文仿宋',
    'STFangsong',
    'FandolFang R',
    'FandolFang',
    'Noto Serif SC',
  ],
  heiti: ['黑体', 'SimHei', '方正黑体_GBK', '华文黑体', 'STHeiti', 'FandolHei', 'Noto Sans SC'],
  kaiti: ['楷体_GB2312', 'KaiTi_GB2312', '楷体', 'KaiTi', '方正楷体_GBK', '华文楷体', 'STKaiti', 'FandolKai', 'Noto Serif SC'],
  songti: ['宋体', 'SimSun', '方正书宋_GBK', '华文宋体', 'STSong', 'FandolSong', 'Noto Serif SC'],
};

/** The font a docx names for a role: the one offices' machines have; another machine puts its own in its place. */
export const docxFont: Readonly<Record<FontRole, string>> = {
  xiaobiaosong: '方正小标宋简体',
  fangsong: '仿宋_GB2312',
  heiti: '黑体',
  kaiti: '楷体_GB2312',
  songti: '宋体',
};
