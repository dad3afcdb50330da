

  /* a */ SELECT 1 /* b */ ; -- c
  SELECT /* d */ 2
;
