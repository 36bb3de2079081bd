-- Holds the number until the part that has it is merged; then this file goes.
select 1;
