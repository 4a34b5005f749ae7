package dev.fanout.bench.backend;

/** What one request asks for; only the backend that made it can look inside. */
public interface Call {}
