package dev.fanout.bench.backend.http;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.Client;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import java.util.List;

/** HTTP servers: the slow one, or one of the user's own. */
@AutoService(BackendType.class)
public final class HttpType implements BackendType {
  /** Its key. */
  public static final String KEY = "http";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public List<? extends Client> clients() {
    return List.of(HttpClients.values());
  }

  @Override
  public OpenBackend open(Opening opening) {
    return HttpBackend.of(opening);
  }
}
