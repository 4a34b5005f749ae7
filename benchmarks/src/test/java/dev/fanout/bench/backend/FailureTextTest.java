package dev.fanout.bench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void namesTheCauseUnlessItHasTheSameName() {
    assertThat(FailureText.of(new IOException("cut short", new EOFException())))
        .isEqualTo("IOException: cut short, by EOFException");
    var refused = new ConnectException("Failed to connect to /127.0.0.1:1");
    refused.initCause(new ConnectException("Connection refused"));
    assertThat(FailureText.of(new CompletionException(refused)))
        .isEqualTo("ConnectException: Failed to connect to /127.0.0.1:1");
  }
}
