/*M!999999\- enable the sandbox mode */ 

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;
DROP SEQUENCE IF EXISTS `ticket`;
CREATE SEQUENCE `ticket` start with 7 minvalue 1 maxvalue 9223372036854775806 increment by 3 cache 1000 nocycle ENGINE=InnoDB;
DO SETVAL(`ticket`, 3007, 0);
DROP TABLE IF EXISTS `customer`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `customer` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `name` varchar(200) NOT NULL DEFAULT 'it''s; \\ "x" -- y' COMMENT 'a comment; it''s /* here */ # too',
  `mood` enum('glad','it''s; so-so','sad') DEFAULT 'glad',
  `loud` varchar(200) GENERATED ALWAYS AS (ucase(`name`)) STORED,
  `photo` longblob DEFAULT NULL,
  `facts` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`facts`)),
  `since` timestamp(6) NULL DEFAULT NULL,
  `flags` bit(9) DEFAULT NULL,
  `spot` point DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `loud_key` (`loud`(10)),
  FULLTEXT KEY `words` (`name`),
  CONSTRAINT `name; given` CHECK (`name` <> ';')
) ENGINE=InnoDB AUTO_INCREMENT=8 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='the customers; ''all'' of them';
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `customer` WRITE;
/*!40000 ALTER TABLE `customer` DISABLE KEYS */;
INSERT INTO `customer` (`id`, `name`, `mood`, `loud`, `photo`, `facts`, `since`, `flags`, `spot`) VALUES (1,'plain','glad','PLAIN',NULL,NULL,NULL,NULL,NULL);
INSERT INTO `customer` (`id`, `name`, `mood`, `loud`, `photo`, `facts`, `since`, `flags`, `spot`) VALUES (2,'it\'s; \"quoted\" \\ back\\\\slash','it\'s; so-so','IT\'S; \"QUOTED\" \\ BACK\\\\SLASH',0x00FF5C0A271A,'{\"a\": \"x;\\n\"}','2024-02-29 23:59:59.123456',0x0005,0x000000000101000000000000000000F03F0000000000000040);
INSERT INTO `customer` (`id`, `name`, `mood`, `loud`, `photo`, `facts`, `since`, `flags`, `spot`) VALUES (3,'tab	here\nline feed\rreturn\r\nboth\Z','sad','TAB	HERE\nLINE FEED\rRETURN\r\nBOTH\Z','','[]',NULL,NULL,NULL);
INSERT INTO `customer` (`id`, `name`, `mood`, `loud`, `photo`, `facts`, `since`, `flags`, `spot`) VALUES (4,'\\N','sad','\\N',NULL,NULL,NULL,NULL,NULL);
INSERT INTO `customer` (`id`, `name`, `mood`, `loud`, `photo`, `facts`, `since`, `flags`, `spot`) VALUES (5,'',NULL,'',NULL,NULL,NULL,NULL,NULL);
INSERT INTO `customer` (`id`, `name`, `mood`, `loud`, `photo`, `facts`, `since`, `flags`, `spot`) VALUES (6,'grüße 表 😀','glad','GRÜßE 表 😀',NULL,NULL,NULL,NULL,NULL);
INSERT INTO `customer` (`id`, `name`, `mood`, `loud`, `photo`, `facts`, `since`, `flags`, `spot`) VALUES (7,'-- no comment /* none */ /*! nor code */ # ;; DELIMITER //','glad','-- NO COMMENT /* NONE */ /*! NOR CODE */ # ;; DELIMITER //',NULL,NULL,NULL,NULL,NULL);
/*!40000 ALTER TABLE `customer` ENABLE KEYS */;
UNLOCK TABLES;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;
/*!50003 SET character_set_client  = utf8mb4 */ ;
/*!50003 SET character_set_results = utf8mb4 */ ;
/*!50003 SET collation_connection  = utf8mb4_general_ci */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`lockstep`@`%`*/ /*!50003 TRIGGER noted AFTER INSERT ON customer FOR EACH ROW
BEGIN
    -- a comment; with ' a quote
    INSERT INTO log VALUES (CONCAT('new; ', NEW.name), 1);
    IF NEW.name LIKE '%;%' THEN
        INSERT INTO log VALUES ('semicolon;;', 2); # another; comment
    END IF;
END 
*/;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50003 SET character_set_client  = @saved_cs_client */ ;
/*!50003 SET character_set_results = @saved_cs_results */ ;
/*!50003 SET collation_connection  = @saved_col_connection */ ;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;
/*!50003 SET character_set_client  = utf8mb4 */ ;
/*!50003 SET character_set_results = utf8mb4 */ ;
/*!50003 SET collation_connection  = utf8mb4_general_ci */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`lockstep`@`%`*/ /*!50003 TRIGGER noted_too BEFORE DELETE ON customer FOR EACH ROW DELETE FROM log WHERE at = OLD.id 
*/;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50003 SET character_set_client  = @saved_cs_client */ ;
/*!50003 SET character_set_results = @saved_cs_results */ ;
/*!50003 SET collation_connection  = @saved_col_connection */ ;
DROP TABLE IF EXISTS `event`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `event` (
  `at` date NOT NULL,
  `what` text DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
 PARTITION BY RANGE (year(`at`))
(PARTITION `old` VALUES LESS THAN (2025) ENGINE = InnoDB,
 PARTITION `young` VALUES LESS THAN MAXVALUE ENGINE = InnoDB);
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `event` WRITE;
/*!40000 ALTER TABLE `event` DISABLE KEYS */;
INSERT INTO `event` (`at`, `what`) VALUES ('2021-01-01','old');
INSERT INTO `event` (`at`, `what`) VALUES ('2026-01-01','new;');
/*!40000 ALTER TABLE `event` ENABLE KEYS */;
UNLOCK TABLES;
DROP TABLE IF EXISTS `glad`;
/*!50001 DROP VIEW IF EXISTS `glad`*/;
SET @saved_cs_client     = @@character_set_client;
SET character_set_client = utf8mb4;
/*!50001 CREATE VIEW `glad` AS SELECT
 NULL AS `id`,
 NULL AS `shown` */;
SET character_set_client = @saved_cs_client;
DROP TABLE IF EXISTS `gladder`;
/*!50001 DROP VIEW IF EXISTS `gladder`*/;
SET @saved_cs_client     = @@character_set_client;
SET character_set_client = utf8mb4;
/*!50001 CREATE VIEW `gladder` AS SELECT
 NULL AS `shown` */;
SET character_set_client = @saved_cs_client;
DROP TABLE IF EXISTS `log`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `log` (
  `entry` varchar(200) DEFAULT NULL,
  `at` int(11) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `log` WRITE;
/*!40000 ALTER TABLE `log` DISABLE KEYS */;
INSERT INTO `log` (`entry`, `at`) VALUES ('new; plain',1);
INSERT INTO `log` (`entry`, `at`) VALUES ('new; it\'s; \"quoted\" \\ back\\\\slash',1);
INSERT INTO `log` (`entry`, `at`) VALUES ('semicolon;;',2);
INSERT INTO `log` (`entry`, `at`) VALUES ('new; tab	here\nline feed\rreturn\r\nboth\Z',1);
INSERT INTO `log` (`entry`, `at`) VALUES ('new; \\N',1);
INSERT INTO `log` (`entry`, `at`) VALUES ('new; ',1);
INSERT INTO `log` (`entry`, `at`) VALUES ('new; grüße 表 😀',1);
INSERT INTO `log` (`entry`, `at`) VALUES ('new; -- no comment /* none */ /*! nor code */ # ;; DELIMITER //',1);
INSERT INTO `log` (`entry`, `at`) VALUES ('semicolon;;',2);
/*!40000 ALTER TABLE `log` ENABLE KEYS */;
UNLOCK TABLES;
DROP TABLE IF EXISTS `order; ``line```;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `order; ``line``` (
  `id; --` int(11) NOT NULL,
  `customer` bigint(20) DEFAULT NULL,
  `amount` decimal(12,2) DEFAULT 0.00,
  PRIMARY KEY (`id; --`),
  KEY `of_customer` (`customer`),
  CONSTRAINT `of_customer` FOREIGN KEY (`customer`) REFERENCES `customer` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `order; ``line``` WRITE;
/*!40000 ALTER TABLE `order; ``line``` DISABLE KEYS */;
INSERT INTO `order; ``line``` (`id; --`, `customer`, `amount`) VALUES (1,2,12.50);
INSERT INTO `order; ``line``` (`id; --`, `customer`, `amount`) VALUES (2,3,0.00);
/*!40000 ALTER TABLE `order; ``line``` ENABLE KEYS */;
UNLOCK TABLES;
/*!50106 SET @save_time_zone= @@TIME_ZONE */ ;
/*!50106 DROP EVENT IF EXISTS `tidy` */;
DELIMITER ;;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;;
/*!50003 SET character_set_client  = utf8mb4 */ ;;
/*!50003 SET character_set_results = utf8mb4 */ ;;
/*!50003 SET collation_connection  = utf8mb4_general_ci */ ;;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;;
/*!50003 SET @saved_time_zone      = @@time_zone */ ;;
/*!50003 SET time_zone             = 'SYSTEM' */ ;;
/*!50106 CREATE*/ /*!50117 DEFINER=`lockstep`@`%`*/ /*!50106 EVENT `tidy` ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION NOT PRESERVE ENABLE DO BEGIN
    DELETE FROM log;
    DELETE FROM log WHERE at = 0;
END 
*/ ;;
/*!50003 SET time_zone             = @saved_time_zone */ ;;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;;
/*!50003 SET character_set_client  = @saved_cs_client */ ;;
/*!50003 SET character_set_results = @saved_cs_results */ ;;
/*!50003 SET collation_connection  = @saved_col_connection */ ;;
DELIMITER ;
/*!50106 SET TIME_ZONE= @save_time_zone */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;
/*!50003 DROP FUNCTION IF EXISTS `added` */;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;
/*!50003 SET character_set_client  = utf8mb4 */ ;
/*!50003 SET character_set_results = utf8mb4 */ ;
/*!50003 SET collation_connection  = utf8mb4_general_ci */ ;
DELIMITER ;;
CREATE DEFINER=`lockstep`@`%` FUNCTION `added`(a INT, b INT) RETURNS int(11)
    DETERMINISTIC
BEGIN
    DECLARE done INT DEFAULT 0;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
    again: LOOP
        IF done > 3 THEN LEAVE again; END IF;
        SET done = done + 1;
    END LOOP again;
    RETURN CASE WHEN a > 0 THEN a + b ELSE b END;
END
;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50003 SET character_set_client  = @saved_cs_client */ ;
/*!50003 SET character_set_results = @saved_cs_results */ ;
/*!50003 SET collation_connection  = @saved_col_connection */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;
/*!50003 DROP PROCEDURE IF EXISTS `clear_log` */;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
/*!50003 SET @saved_cs_results     = @@character_set_results */ ;
/*!50003 SET @saved_col_connection = @@collation_connection */ ;
/*!50003 SET character_set_client  = utf8mb4 */ ;
/*!50003 SET character_set_results = utf8mb4 */ ;
/*!50003 SET collation_connection  = utf8mb4_general_ci */ ;
DELIMITER ;;
CREATE DEFINER=`lockstep`@`%` PROCEDURE `clear_log`(IN upto INT)
BEGIN
    DELETE FROM log WHERE at < upto;
    SELECT 'x;' AS `y;`;
END
;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
/*!50003 SET character_set_client  = @saved_cs_client */ ;
/*!50003 SET character_set_results = @saved_cs_results */ ;
/*!50003 SET collation_connection  = @saved_col_connection */ ;
/*!50001 DROP VIEW IF EXISTS `glad`*/;
/*!50001 SET @saved_cs_client          = @@character_set_client */;
/*!50001 SET @saved_cs_results         = @@character_set_results */;
/*!50001 SET @saved_col_connection     = @@collation_connection */;
/*!50001 SET character_set_client      = utf8mb4 */;
/*!50001 SET character_set_results     = utf8mb4 */;
/*!50001 SET collation_connection      = utf8mb4_general_ci */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`lockstep`@`%` SQL SECURITY DEFINER */
/*!50001 VIEW `glad` AS select `customer`.`id` AS `id`,concat(`customer`.`name`,';--') AS `shown` from `customer` where `customer`.`mood` = 'glad' */;
/*!50001 SET character_set_client      = @saved_cs_client */;
/*!50001 SET character_set_results     = @saved_cs_results */;
/*!50001 SET collation_connection      = @saved_col_connection */;
/*!50001 DROP VIEW IF EXISTS `gladder`*/;
/*!50001 SET @saved_cs_client          = @@character_set_client */;
/*!50001 SET @saved_cs_results         = @@character_set_results */;
/*!50001 SET @saved_col_connection     = @@collation_connection */;
/*!50001 SET character_set_client      = utf8mb4 */;
/*!50001 SET character_set_results     = utf8mb4 */;
/*!50001 SET collation_connection      = utf8mb4_general_ci */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`lockstep`@`%` SQL SECURITY DEFINER */
/*!50001 VIEW `gladder` AS select `glad`.`shown` AS `shown` from `glad` where `glad`.`id` > 1 */;
/*!50001 SET character_set_client      = @saved_cs_client */;
/*!50001 SET character_set_results     = @saved_cs_results */;
/*!50001 SET collation_connection      = @saved_col_connection */;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

