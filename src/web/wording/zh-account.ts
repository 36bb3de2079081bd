/** The account page. */
export const accountWords = {
  title: '我的账户',
} as const;
