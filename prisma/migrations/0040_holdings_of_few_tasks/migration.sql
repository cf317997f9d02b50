-- Keeping the rows of one task read every task that waits and every row of task_holding: the planner expected a thousand
-- holders of any tasks. It is told of ten, the holders of the few tasks that are asked about at a time.
alter function task_holders(text[], date) rows 10;
