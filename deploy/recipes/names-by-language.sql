-- Names in posts of two languages, by a model for each: Kafka to Kafka. Posts in other languages are left out.
-- In Flink's lib/: the connector of flink-bert and Kafka's SQL connector. sql-client.sh -f names-by-language.sql
-- Two BERT-Bases lie in the memory of each task manager that runs this: taskmanager.memory.task.off-heap.size: 3g
-- To tell the language costs no pass of a model; that model is the English one, which is loaded anyway.

CREATE TABLE posts (
  id STRING,
  text STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'posts',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'names-by-language',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE MODEL languages
INPUT (text STRING)
OUTPUT (`language` STRING)
WITH ('provider' = 'bert', 'adapter' = 'entities-en');

CREATE MODEL english_names
INPUT (text STRING)
OUTPUT (entities ARRAY<ROW<label STRING, text STRING>>)
WITH ('provider' = 'bert', 'adapter' = 'entities-en');

CREATE MODEL korean_names
INPUT (text STRING)
OUTPUT (entities ARRAY<ROW<label STRING, text STRING>>)
WITH ('provider' = 'bert', 'adapter' = 'entities-ko');

CREATE TABLE names_by_language (
  id STRING,
  `language` STRING,
  label STRING,
  name STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'names-by-language',
  'properties.bootstrap.servers' = 'localhost:9092',
  'format' = 'json'
);

CREATE VIEW told AS
SELECT id, text, `language`
FROM ML_PREDICT(TABLE posts, MODEL languages, DESCRIPTOR(text), MAP['max-concurrent-operations', '512']);

CREATE VIEW english AS SELECT id, text FROM told WHERE `language` = 'en';

CREATE VIEW korean AS SELECT id, text FROM told WHERE `language` = 'ko';

INSERT INTO names_by_language
SELECT id, 'en', label, name
FROM ML_PREDICT(TABLE english, MODEL english_names, DESCRIPTOR(text), MAP['max-concurrent-operations', '512'])
CROSS JOIN UNNEST(entities) AS entity (label, name)
UNION ALL
SELECT id, 'ko', label, name
FROM ML_PREDICT(TABLE korean, MODEL korean_names, DESCRIPTOR(text), MAP['max-concurrent-operations', '512'])
CROSS JOIN UNNEST(entities) AS entity (label, name);
