package dev.fanout.bench.meter;

import static dev.fanout.report.measurement.Metric.PEAK_VIRTUAL_THREADS;
import static dev.fanout.report.measurement.Metric.PINNED;

import dev.fanout.report.measurement.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Measures the virtual threads of this JVM by its Flight Recorder: how many there were at once, and
 * which were pinned.
 *
 * <p>The recorder is on from the start, since code that is compiled before it is on is thrown away
 * when it begins. It writes to disk when its memory of 10 MiB is full; one that kept events in
 * memory alone would drop some without a word, and all if another recorder writes to disk.
 */
final class VirtualThreadCost implements Meter {
  /** The system property that, set to {@code false}, leaves the recorder off. */
  static final String PROPERTY = "fanout.flight-recorder";

  /** What a virtual thread may keep its carrier for; it costs less than another switch would. */
  private static final Duration PIN = Duration.ofMillis(1);

  private static final String START = "jdk.VirtualThreadStart";
  private static final String END = "jdk.VirtualThreadEnd";
  private static final String LOSS = "jdk.DataLoss";
  private static final String PINNED_THREAD = "jdk.VirtualThreadPinned";
  private static final Pattern OF_JDK = Pattern.compile("^(java|javax|jdk|sun|com\\.sun)\\..*");

  /** Keeps the recorder on between shots. */
  private Recording before;

  private VirtualThreadCost() {
    before = record();
  }

  /** A meter whose recorder is on; or one that says why there is none. */
  static Meter ready() {
    return ready(System.getProperty(PROPERTY, "true"));
  }

  static Meter ready(String wanted) {
    if (!Boolean.parseBoolean(wanted)) {
      return none("-D%s=false switches the Flight Recorder off".formatted(PROPERTY));
    }
    try {
      return FlightRecorder.isAvailable()
          ? new VirtualThreadCost()
          : none("this JVM has no Flight Recorder");
    } catch (RuntimeException | LinkageError e) {
      return none("the Flight Recorder did not start, " + e);
    }
  }

  private static Meter none(String why) {
    return () -> () -> missing(why);
  }

  private static Readings missing(String why) {
    return Readings.missing(Set.of(PEAK_VIRTUAL_THREADS, PINNED), why);
  }

  private static Recording record() {
    var recording = new Recording();
    recording.setToDisk(true);
    recording.enable(LOSS);
    recording.enable(START).withoutStackTrace();
    recording.enable(END).withoutStackTrace();
    recording.enable(PINNED_THREAD).withThreshold(PIN).withStackTrace();
    recording.start();
    return recording;
  }

  @Override
  public Supplier<Readings> start() {
    Recording shot;
    try {
      shot = record();
    } catch (RuntimeException e) {
      return () -> missing("the Flight Recorder did not start, " + e);
    }
    before.close();
    before = shot;
    Instant begins = Instant.now();
    return () -> {
      try {
        return read(shot, begins);
      } catch (IOException | RuntimeException e) {
        return missing("the Flight Recorder's events cannot be read, " + e);
      }
    };
  }

  private static Readings read(Recording shot, Instant begins) throws IOException {
    Path file = Files.createTempFile("fanout", ".jfr");
    try {
      shot.dump(file);
      return of(RecordingFile.readAllEvents(file), begins);
    } finally {
      Files.delete(file);
    }
  }

  /** What events say of the time from then on; another recorder's may be among them. */
  private static Readings of(List<RecordedEvent> events, Instant begins) {
    if (events.stream().anyMatch(event -> event.getEventType().getName().equals(LOSS))) {
      return missing("the Flight Recorder lost events");
    }
    List<RecordedEvent> pins =
        events.stream()
            .filter(event -> event.getEventType().getName().equals(PINNED_THREAD))
            .filter(event -> !event.getStartTime().isBefore(begins))
            .filter(event -> event.getDuration().compareTo(PIN) >= 0)
            .sorted((one, other) -> one.getStartTime().compareTo(other.getStartTime()))
            .toList();
    Map<Metric, Double> values =
        Map.of(PEAK_VIRTUAL_THREADS, (double) peak(events, begins), PINNED, (double) pins.size());
    return new Readings(
        values, Map.of(), pins.isEmpty() ? null : place(pins.getFirst().getStackTrace()));
  }

  /** A thread that ends and did not start meanwhile was there before. */
  private static int peak(List<RecordedEvent> events, Instant begins) {
    List<RecordedEvent> turns =
        events.stream()
            .filter(event -> isStart(event) || event.getEventType().getName().equals(END))
            .filter(event -> !event.getStartTime().isBefore(begins) && !isPoller(event))
            .sorted((one, other) -> one.getStartTime().compareTo(other.getStartTime()))
            .toList();
    Set<Long> started =
        turns.stream()
            .filter(VirtualThreadCost::isStart)
            .map(VirtualThreadCost::thread)
            .collect(Collectors.toSet());
    int alive =
        (int)
            turns.stream()
                .filter(turn -> !isStart(turn) && !started.contains(thread(turn)))
                .count();
    int most = alive;
    for (RecordedEvent turn : turns) {
      alive += isStart(turn) ? 1 : -1;
      most = Math.max(most, alive);
    }
    return most;
  }

  /** The JDK's own virtual threads, which wait for sockets in place of the others. */
  private static boolean isPoller(RecordedEvent event) {
    String name = event.getThread("eventThread").getJavaName();
    return name != null && name.startsWith("SubPoller-");
  }

  private static boolean isStart(RecordedEvent event) {
    return event.getEventType().getName().equals(START);
  }

  private static long thread(RecordedEvent event) {
    return event.getLong("javaThreadId");
  }

  /** The innermost line that is not the JDK's own. */
  private static @Nullable String place(@Nullable RecordedStackTrace trace) {
    List<RecordedFrame> frames = trace == null ? List.of() : trace.getFrames();
    var places = new ArrayList<String>();
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName();
      String place = type + ":" + frame.getLineNumber();
      if (!OF_JDK.matcher(type).matches()) {
        return place;
      }
      places.add(place);
    }
    return places.isEmpty() ? null : places.getFirst();
  }
}
