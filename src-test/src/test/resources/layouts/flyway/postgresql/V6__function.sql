CREATE FUNCTION double_of(x integer) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    -- ${region} is replaced in here too;
    RETURN x * 2;
END
$$;
INSERT INTO orders VALUES (6, 1, double_of(3));
