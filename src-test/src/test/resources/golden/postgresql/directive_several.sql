-- A title
--lockstep: timeout=10m transaction=none

-- lockstep: delimiter=//
SELECT 1; SELECT 2 // SELECT 3