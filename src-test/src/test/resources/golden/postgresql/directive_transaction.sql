-- lockstep: transaction=none
VACUUM;