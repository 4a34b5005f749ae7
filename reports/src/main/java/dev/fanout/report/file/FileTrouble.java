package dev.fanout.report.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What went wrong with a file, with the name that the user knows, and not with a draft's. */
final class FileTrouble {
  private FileTrouble() {}

  static FileSystemException with(Path file, IOException e) {
    String name = file.toString();
    FileSystemException named =
        switch (e) {
          case AccessDeniedException _ -> new AccessDeniedException(name);
          case NoSuchFileException _ -> new NoSuchFileException(name);
          case FileSystemException system ->
              new FileSystemException(name, null, system.getReason());
          default -> new FileSystemException(name, null, e.getMessage()); // "No space left …"
        };
    named.addSuppressed(e); // as a cause it would be printed twice
    return named;
  }
}
