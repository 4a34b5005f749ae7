package dev.fanout.bench.run;

import dev.fanout.bench.backend.FailureText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, in words: for most causes the JDK has none. */
public final class Reason {
  private Reason() {}

  /** The file, where it is known, and what is wrong with it. */
  public static String of(IOException failure) {
    return failure instanceof FileSystemException file && file.getFile() != null
        ? "%s cannot be read or written: %s".formatted(file.getFile(), why(file))
        : FailureText.of(failure);
  }

  private static String why(FileSystemException file) {
    if (file.getReason() != null) {
      return file.getReason();
    }
    return switch (file) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "a file of that name exists already";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case NotDirectoryException _ -> "it is not a folder";
      case FileSystemLoopException _ -> "its links lead back to themselves";
      default -> file.getClass().getSimpleName();
    };
  }
}
