-- PostgreSQL with pgvector: the table that kafka-to-pgvector.sql writes. psql -f news-table.sql
CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE news (
  id text PRIMARY KEY,
  text text NOT NULL,
  embedding vector(384) NOT NULL
);

CREATE INDEX ON news USING hnsw (embedding vector_cosine_ops);
