SELECT 1, -- not the end;
  /* nor; this */ 2;
