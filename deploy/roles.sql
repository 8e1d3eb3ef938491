-- The application's role owns nothing; set its password after the first start.
CREATE ROLE gongbao_app LOGIN NOSUPERUSER NOCREATEDB;
