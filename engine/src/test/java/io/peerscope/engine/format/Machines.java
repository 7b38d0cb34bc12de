package io.peerscope.engine.format;

import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Every machine that tests can get hold of: the samples that are shipped, and captured ones where
/// they are there.
public final class Machines {

  private Machines() {}

  /// Hands over the machines with the name of their input; those without a function left out.
  ///
  /// @return how many there were
  public static int each(BiConsumer<String, Platform> taker) throws IOException {
    return each(files(), taker);
  }

  private static int each(List<Path> files, BiConsumer<String, Platform> taker) throws IOException {
    int count = 0;
    for (Path file : files) {
      Platform platform = read(file);
      if (platform.topology().size() > 0) {
        taker.accept(file.getParent().getFileName() + "/" + file.getFileName(), platform);
        count++;
      }
    }
    return count;
  }

  /// All of them, and those that other tools describe as XML, a matrix or a table.
  public static int eachOfAnyFormat(BiConsumer<String, Platform> taker) throws IOException {
    List<Path> others = new ArrayList<>();
    for (String folder : List.of("hwloc", "nccl", "nvsmi")) {
      others.addAll(SharedData.entries("samples/" + folder));
    }
    return each(taker) + each(others, taker);
  }

  /// Hands over the machines that plain text describes, with the file.
  public static void eachText(BiConsumer<Path, Platform> taker) throws IOException {
    for (Path file : files()) {
      if (file.toString().endsWith(".txt")) {
        taker.accept(file, read(file));
      }
    }
  }

  /// The shipped samples.
  public static List<Path> samples() throws IOException {
    Path folder = Path.of(System.getProperty("peerscope.root", "..")).resolve("sample-topologies");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(samples());
    files.addAll(SharedData.entries("samples/lspci"));
    files.addAll(SharedData.entries("samples/sysfs"));
    files.addAll(SharedData.entries("samples/powernv"));
    for (Path folder : SharedData.entries("oracle")) {
      for (String name : List.of("lspci.txt.gz", "sysfs.tar.gz", "sys.tar.gz")) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
          files.add(file);
        }
      }
    }
    return files.stream().filter(Files::isRegularFile).toList();
  }

  private static Platform read(Path file) throws IOException {
    return PlatformReader.read(List.of(SharedData.input(file))).platform();
  }
}
