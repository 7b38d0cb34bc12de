package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.edit.Refresh;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.ThisMachine;
import io.peerscope.engine.format.names.PciIds;
import io.peerscope.engine.platform.MachineChange;
import io.peerscope.engine.platform.MachineChanges;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.storage.FileStamp;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the document has done for it off the FX thread: pure functions from values to values.
final class Work {

  private static final long LARGEST_FILE = 512L << 20;

  private Work() {}

  /// @throws UncheckedIOException when a file cannot be read, or is larger than any dump
  static Machine readFiles(List<Path> files) {
    Path first = files.getFirst();
    Optional<FileStamp> stamp =
        files.size() == 1 && Files.isRegularFile(first) ? FileStamp.of(first) : Optional.empty();
    List<Content> contents = files.stream().map(Content::of).toList();
    return read(nameOf(first), reading -> Origin.of(first, stamp, reading), contents);
  }

  /// What to call a file.
  static String nameOf(Path file) {
    Path last = file.getFileName();
    return last == null ? file.toString() : last.toString();
  }

  static Machine readText(String name, String text) {
    return read(
        name,
        _ -> Origin.none(),
        List.of(new Content(name, text.getBytes(StandardCharsets.UTF_8))));
  }

  /// Reads the running machine that a folder is the root of.
  ///
  /// @throws UncheckedIOException when there is no sysfs
  static Machine readLive(Path root) {
    return new Machine(
        "this machine", Origin.live(root), readingOf(root), Optional.empty(), new QuotedLines());
  }

  /// A running machine read again.
  ///
  /// @param machine as it was read before
  /// @param platform as it was read now, with the edits since
  /// @param changes what became another thing in the machine
  /// @param lost functions that were edited and are gone
  record ReadAgain(
      Machine machine, Platform platform, List<MachineChange> changes, List<PciAddress> lost) {}

  static ReadAgain readAgain(Path root, Machine before, Platform edited) {
    Platform was = before.reading().platform();
    Reading read = readingOf(root);
    Reading now = read.with(Refresh.sharing(read.platform(), was));
    Refresh.Result merged = Refresh.of(was, edited, now.platform());
    return new ReadAgain(
        before.readAgain(now, merged.platform()),
        merged.platform(),
        MachineChanges.between(was, now.platform()),
        merged.lost());
  }

  private static Reading readingOf(Path root) {
    try {
      return PlatformReader.read(List.of(ThisMachine.input(root)), PciIds.newest());
    } catch (IOException none) {
      throw new UncheckedIOException(new IOException("there is no sysfs; is this Linux?", none));
    }
  }

  /// Reading a large machine leaves much behind that nobody needs. The collector would come to it
  /// some time, but not on every start within the next seconds; as the window is started it does so
  /// beside what runs (`-XX:+ExplicitGCInvokesConcurrent`).
  ///
  /// @return bytes of the heap that are in use then
  static long collectGarbage() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  static Verdict judge(Platform platform, MappingStrategy strategy, DmaRequest request) {
    return new Judge(platform, strategy).judge(request);
  }

  /// Every ordered pair of functions that can take part in a DMA.
  ///
  /// @param earlier the matrix before, most of whose cells may still hold
  static JudgedMatrix matrix(Platform platform, Optional<JudgedMatrix> earlier) {
    List<PciAddress> endpoints =
        platform.topology().functions().stream()
            .filter(FunctionWords::canTakePart)
            .map(PciFunction::address)
            .toList();
    if (earlier.isEmpty()) {
      var policy = new LinuxP2pdma(platform);
      return new JudgedMatrix(policy.matrix(endpoints), policy);
    }
    LinuxP2pdma policy = earlier.get().policy().after(platform);
    return new JudgedMatrix(policy.matrix(endpoints, earlier.get().matrix()), policy);
  }

  /// What a file holds; two files of a machine may have the same name.
  private static final class Content {

    private final String name;
    private final byte[] bytes;
    private final Input input;

    Content(String name, byte[] bytes) {
      this(name, bytes, new Input(name, bytes));
    }

    private Content(String name, byte[] bytes, Input input) {
      this.name = name;
      this.bytes = bytes;
      this.input = input;
    }

    /// A folder has no text of its own to quote.
    static Content of(Path file) {
      return Files.isDirectory(file)
          ? new Content(nameOf(file), new byte[0], Input.folder(nameOf(file), file))
          : new Content(nameOf(file), contentOf(file));
    }
  }

  private static Machine read(
      String name, Function<Reading, Origin> origin, List<Content> contents) {
    Reading reading =
        PlatformReader.read(contents.stream().map(it -> it.input).toList(), PciIds.newest());
    var quoted = new QuotedLines();
    contents.forEach(it -> quoted.keep(it.name, it.bytes, reading.diagnostics()));
    Optional<Story> story =
        contents.stream().map(it -> Story.of(it.bytes)).flatMap(Optional::stream).findFirst();
    return new Machine(name, origin.apply(reading), reading, story, quoted);
  }

  private static byte[] contentOf(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new IOException("larger than 512 MiB");
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
