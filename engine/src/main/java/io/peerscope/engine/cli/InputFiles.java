package io.peerscope.engine.cli;

import io.peerscope.engine.diagnostic.Diagnostic;
import io.peerscope.engine.diagnostic.Severity;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.ThisMachine;
import io.peerscope.engine.format.names.PciIds;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/// The files of one machine that a command works on.
public final class InputFiles {

  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "lspci output, kernel log or sysfs tree of one machine: a file, plain or packed, a folder",
        "such as /sys, an archive (tar, zip); - is standard input; this-machine is the one you",
        "are at. Several are merged."
      })
  private List<String> names = new ArrayList<>();

  /// No file yet; picocli fills the list.
  public InputFiles() {}

  /// One file by its name, for commands that have several machines.
  static InputFiles of(String name) {
    var files = new InputFiles();
    files.names.add(name);
    return files;
  }

  /// Whether standard input is one of the files.
  public boolean includeStandardInput() {
    return names.contains(STANDARD_INPUT);
  }

  /// The files as the user gave them, for messages.
  public String names() {
    return String.join(", ", names);
  }

  /// Reads all files as one machine; in [Reading#platform] there may be nothing.
  ///
  /// @throws CommandFailure when a file cannot be opened
  public Reading readAnything(Streams streams) throws CommandFailure {
    var inputs = new ArrayList<Input>();
    for (String name : names) {
      inputs.add(inputOf(name, streams));
    }
    return PlatformReader.read(inputs, PciIds.newest());
  }

  /// Reads all files as one machine, and tells on standard error how much of them is doubtful.
  ///
  /// @throws CommandFailure when a file cannot be opened or no function is found
  public Reading read(Streams streams) throws CommandFailure {
    Reading reading = readAnything(streams);
    requireFunctions(reading);
    tellDoubts(reading.diagnostics(), streams);
    return reading;
  }

  /// @throws CommandFailure when no function was found
  void requireFunctions(Reading reading) throws CommandFailure {
    if (reading.platform().topology().size() == 0) {
      throw new CommandFailure(
          ExitCode.UNREADABLE,
          "no PCI function found in "
              + names()
              + whatElse(reading)
              + "; give it the output of `lspci -Dnnvvvxxxx`, or /sys");
    }
  }

  /// What the input is instead, where it is something known.
  private static String whatElse(Reading reading) {
    return reading.diagnostics().stream()
        .filter(each -> each.code().equals("not-understood"))
        .map(each -> each.message().split(";", 2)[0])
        .filter(words -> words.startsWith("th"))
        .findFirst()
        .map(": "::concat)
        .orElse("");
  }

  private void tellDoubts(List<Diagnostic> diagnostics, Streams streams) {
    long doubts = diagnostics.stream().filter(one -> one.severity() != Severity.INFO).count();
    if (doubts > 0) {
      streams.tell(
          "peerscope: "
              + doubts
              + (doubts == 1 ? " warning" : " warnings")
              + " about the input; `peerscope import "
              + String.join(" ", names)
              + "` lists them");
    }
  }

  private static Input inputOf(String name, Streams streams) throws CommandFailure {
    try {
      return switch (name) {
        case STANDARD_INPUT -> new Input(name, streams.in().readAllBytes());
        case ThisMachine.NAME -> ThisMachine.input();
        default -> Input.of(name, Path.of(name));
      };
    } catch (NoSuchFileException | InvalidPathException missing) {
      throw unreadable(name, "there is no such file");
    } catch (AccessDeniedException denied) {
      throw unreadable(name, "permission denied");
    } catch (IOException failure) {
      throw unreadable(name, String.valueOf(failure.getMessage()));
    }
  }

  private static CommandFailure unreadable(String name, String why) {
    return new CommandFailure(ExitCode.UNREADABLE, "cannot read " + name + ": " + why);
  }
}
