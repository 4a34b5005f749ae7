package dev.fanout.bench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.mariadb.MariaDbAddress;
import dev.fanout.bench.backend.redis.RedisAddress;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.BackendType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a database in place of the slow server: one to start, or one's own. */
final class DatabaseArguments {
  /** The variable of the environment that may hold the password. */
  static final String PASSWORD_VARIABLE = "FANOUT_DB_PASSWORD";

  /** For the help and for the shell. */
  static final class Backends extends ArrayList<String> {
    Backends() {
      super(
          BackendType.all().stream()
              .filter(type -> type.startable().isPresent())
              .map(BackendType::key)
              .sorted()
              .toList());
    }
  }

  @Option(
      names = "--backend",
      paramLabel = "BACKEND",
      completionCandidates = Backends.class,
      description =
          "Start that server, and call it in place of the slow one: ${COMPLETION-CANDIDATES}.")
  @Nullable String backend;

  @Option(
      names = "--redis-url",
      paramLabel = "URL",
      description = "A Redis server of your own to call, such as redis://127.0.0.1:6379/0.")
  @Nullable RedisAddress redis;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description =
          "A MariaDB or MySQL database of your own to call, such as"
              + " jdbc:mariadb://127.0.0.1:3306/test.")
  @Nullable MariaDbAddress database;

  @Option(
      names = "--db-user",
      paramLabel = "NAME",
      description = "The user whom the server of --jdbc-url or --redis-url knows.")
  @Nullable String user;

  @Option(
      names = "--db-password-file",
      paramLabel = "FILE",
      description =
          "A file whose first line is the user's password; or set the environment variable "
              + PASSWORD_VARIABLE
              + ".")
  @Nullable Path passwordFile;

  /** What they name; nothing if none was given. */
  Stream<Endpoint> endpoints() {
    var named = new ArrayList<Endpoint>();
    if (backend != null) {
      named.add(startable(backend.strip()));
    }
    if (redis != null) {
      named.add(redis.with(user, password()));
    }
    if (database != null) {
      if (user == null) {
        throw new RefusedException(
            "--jdbc-url names a database, and no user of it is given: add --db-user.");
      }
      named.add(database.with(user, password()));
    }
    if (redis == null && database == null) {
      requireOwn("--db-user", user);
      requireOwn("--db-password-file", passwordFile);
    }
    return named.stream();
  }

  private static void requireOwn(String option, @Nullable Object value) {
    if (value != null) {
      throw new RefusedException(
          "%s '%s' is of a database of your own, and none is named: give --redis-url or --jdbc-url with it, or leave it out."
              .formatted(option, value));
    }
  }

  private static Endpoint startable(String key) {
    return BackendType.all().stream()
        .filter(type -> type.key().equals(key))
        .flatMap(type -> type.startable().stream())
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "--backend '%s' is not one of %s."
                        .formatted(key, String.join(", ", new Backends()))));
  }

  private @Nullable String password() {
    if (passwordFile == null) {
      return System.getenv(PASSWORD_VARIABLE);
    }
    try {
      return Files.readString(passwordFile, UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new RefusedException(
          "--db-password-file '%s' cannot be read (%s): name a text file in UTF-8."
              .formatted(passwordFile, e.getClass().getSimpleName()));
    }
  }
}
