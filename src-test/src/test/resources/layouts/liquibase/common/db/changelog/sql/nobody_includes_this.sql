--liquibase formatted sql
--changeset eve:2
CREATE TABLE forgotten (id INTEGER);
