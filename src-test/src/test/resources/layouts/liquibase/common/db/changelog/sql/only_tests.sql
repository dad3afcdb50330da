--liquibase formatted sql
--changeset eve:1
CREATE TABLE only_tests (id INTEGER);
