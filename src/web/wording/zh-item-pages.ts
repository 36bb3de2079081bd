/** Titles of the pages around an item: loaded with the list of pages, apart from their other words. */
export const itemPageTitles = {
  mine: '我的报送',
  item: '报送件',
  editor: '写报送件',
  queue: '待审核',
  review: '审核',
  unitMonth: '本单位情况',
  expert: '请您看稿',
} as const;
