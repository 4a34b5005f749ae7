package dev.fanout.bench.backend.http.answer;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.fanout.bench.backend.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A body that is written to a file; whether rightly is checked off the clock.
 *
 * @param file where to
 * @param nonBlocking whether {@link #handleLater} leaves the writing to the JDK's asynchronous file
 *     channel, or blocks the thread that brought the answer
 */
public record SavedFile(Path file, boolean nonBlocking) implements AnswerHandler {
  @Override
  public Outcome handle(Answer answer) throws IOException {
    Files.write(file, answer.body(), CREATE, WRITE, TRUNCATE_EXISTING);
    return Outcome.right();
  }

  @Override
  public CompletableFuture<Outcome> handleLater(Answer answer) {
    if (!nonBlocking) {
      return AnswerHandler.super.handleLater(answer);
    }
    try {
      var channel = AsynchronousFileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING);
      var writing = new Writing(ByteBuffer.wrap(answer.body()), new CompletableFuture<>());
      writing.goOn(channel);
      return writing.end;
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Writes on until nothing remains, since one write may take a part only. */
  private record Writing(ByteBuffer rest, CompletableFuture<Outcome> end)
      implements CompletionHandler<Integer, AsynchronousFileChannel> {
    void goOn(AsynchronousFileChannel channel) {
      channel.write(rest, rest.position(), channel, this);
    }

    @Override
    public void completed(Integer written, AsynchronousFileChannel channel) {
      if (rest.hasRemaining()) {
        goOn(channel);
        return;
      }
      try {
        channel.close();
        end.complete(Outcome.right());
      } catch (IOException e) {
        end.completeExceptionally(e);
      }
    }

    @Override
    public void failed(Throwable cause, AsynchronousFileChannel channel) {
      try {
        channel.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
      end.completeExceptionally(cause);
    }
  }
}
