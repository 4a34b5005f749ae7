package dev.fanout.bench.workload;

import dev.fanout.bench.backend.CallFailedException;
import java.io.IOException;
import java.util.List;

/**
 * A shot while it is fired: all requests of the work, made once.
 *
 * @param workload what they ask for
 * @param batches those that may go together, one stage after another
 * @param timeline how they went
 */
public record LiveShot(Workload workload, List<Batch> batches, Timeline timeline)
    implements AutoCloseable {

  /** A shot at that server, ready to be fired. */
  public static LiveShot of(Work work, Destination to) throws IOException {
    Workload workload = to.begin(work);
    var timeline = new Timeline(work.requests());
    return new LiveShot(workload, work.batches(workload, timeline), timeline);
  }

  /** A shot at that server whose requests arrive at these moments, all of one stage. */
  public static LiveShot ofStream(Work work, long[] moments, Destination to) throws IOException {
    Workload workload = to.begin(work);
    Timeline timeline = Timeline.ofStream(moments);
    return new LiveShot(workload, work.batches(workload, timeline), timeline);
  }

  /**
   * Hands each request to the model at its moment, and returns when all have ended.
   *
   * @throws InterruptedException if the thread is interrupted before
   */
  public void pace(Taking model) throws InterruptedException {
    Pacer.pace(batches.getFirst(), model, timeline);
  }

  /**
   * Makes all requests; those after a stage in which one failed are not sent.
   *
   * @throws Exception if the model fails otherwise than by a call, which is recorded
   */
  public void fire(Sending model) throws Exception {
    for (Batch batch : batches) {
      try {
        model.send(batch);
      } catch (Exception e) {
        if (!CallFailedException.isIn(e)) {
          throw e;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException(); // of which the call failed
        }
        return;
      }
      if (!batch.isRight()) {
        return;
      }
    }
  }

  /** Looks, off the clock, at what the requests left behind, and takes back what is wrong. */
  public void verify() throws IOException {
    timeline.fault(workload.faults());
  }

  @Override
  public void close() throws IOException {
    workload.close();
  }
}
