/** What the doors need to ask whether an asker still stands, in one go with what they ask of a view or an action. */
export { type Ahead, NoLongerStands, type Source, withAhead } from '../store/transaction.ts';
