/** The working-day calendar for doors that count days themselves: the terminal and the clock. */
export { loadCalendar as currentCalendar, shippedWorkCalendar as shippedCalendarAlone } from '../store/calendar.ts';
