/*!40101 SET NAMES utf8 */;
/*!SELECT 1*/; SELECT 2 /*!50003 , 'a;' */ , 3;