UPDATE customer SET name = 'plain' WHERE id = 17
