package dev.fanout.bench.backend.call;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.Client;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import java.util.List;

/** Calls of the user's own in Java. */
@AutoService(BackendType.class)
public final class CallType implements BackendType {
  /** Its key, and that of its client. */
  static final String KEY = "call";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public List<Client> clients() {
    return List.of(new OwnClient());
  }

  @Override
  public OpenBackend open(Opening opening) {
    return CallBackend.of(opening);
  }

  /** The user's class, which may make calls in either way: its {@link JavaCall} knows which. */
  private record OwnClient() implements Client {
    @Override
    public String key() {
      return KEY;
    }

    @Override
    public boolean blocks() {
      return true;
    }

    @Override
    public boolean callsBack() {
      return true;
    }
  }
}
