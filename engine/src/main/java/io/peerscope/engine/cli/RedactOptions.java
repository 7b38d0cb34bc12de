package io.peerscope.engine.cli;

import io.peerscope.engine.format.Reading;
import io.peerscope.engine.redact.Redacted;
import io.peerscope.engine.redact.Redaction;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The options that take out of a machine what would tell whose it is.
public final class RedactOptions {

  @Option(
      names = "--redact",
      description = {
        "Takes out serial numbers, MAC addresses, UUIDs, names of people, hosts and files, and",
        "paths; standard error tells how many."
      })
  private boolean redact;

  @Option(
      names = "--redact-name",
      paramLabel = "NAME",
      split = ",",
      description = "With --redact: names of people and hosts to take out as well.")
  private List<String> names = new ArrayList<>();

  /// Nothing given yet; picocli fills the options.
  public RedactOptions() {}

  public boolean isWanted() {
    return redact;
  }

  /// Reads as if the options had been given.
  public RedactOptions always() {
    redact = true;
    return this;
  }

  /// The machine that was read, without what is taken out; tells what that was.
  ///
  /// @throws CommandFailure when names are given without `--redact`
  public Redacted of(Reading reading, Streams streams) throws CommandFailure {
    if (!redact) {
      if (!names.isEmpty()) {
        throw new CommandFailure(ExitCode.USAGE, "--redact-name goes with --redact");
      }
      return new Redacted(reading.platform(), List.of());
    }
    Redacted redacted = Redaction.of(reading, names);
    redacted.removed().forEach(line -> streams.tell("peerscope: removed " + line));
    if (redacted.removed().isEmpty()) {
      streams.tell("peerscope: nothing to remove was found");
    }
    return redacted;
  }
}
