package io.peerscope.probe.cli;

import io.peerscope.engine.cli.CommandFailure;
import io.peerscope.engine.cli.ExitCode;
import io.peerscope.engine.cli.Output;
import io.peerscope.engine.cli.Streams;
import io.peerscope.engine.format.ThisMachine;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.storage.DocumentStore;
import io.peerscope.engine.storage.SaveResult;
import io.peerscope.engine.storage.StateFolder;
import io.peerscope.engine.storage.WholeFile;
import io.peerscope.engine.topology.Topology;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Saves what a run found: as a document, or where the name ends so as an archive of sysfs that
/// other tools read too.
///
/// @param host the machine
/// @param findings what was found
record Keeping(Host host, Findings findings) {

  /// Below `run` nothing is taken for an input when the archive is opened.
  private static final String REPORT = "run/peerscope/probe.json";

  static boolean isArchive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".tar.gz") || lower.endsWith(".tgz");
  }

  void save(String name) throws CommandFailure, IOException {
    try {
      Path file = Path.of(name);
      if (isArchive(name)) {
        saveArchive(name, file);
      } else {
        saveDocument(name, file);
      }
    } catch (InvalidPathException strange) {
      throw new CommandFailure(ExitCode.USAGE, "--save: no file can be named so");
    }
  }

  private void saveDocument(String name, Path file) throws CommandFailure {
    PeerscopeDocument document =
        findings.reading().toDocument().withObserved(ObservedFacts.of(findings));
    SaveResult result = new DocumentStore(StateFolder.ofUser()).save(document, file);
    if (result instanceof SaveResult.NotSaved(var why)) {
      throw notSaved(name, why);
    }
  }

  private void saveArchive(String name, Path file) throws CommandFailure, IOException {
    var why = WholeFile.write(file, ThisMachine.pack(host.root(), beside()));
    if (why.isPresent()) {
      throw notSaved(name, why.get());
    }
  }

  private static CommandFailure notSaved(String name, String why) {
    return new CommandFailure(ExitCode.UNREADABLE, "cannot save " + name + ": " + why);
  }

  /// What was learnt, as a document without a machine: the machine is in the archive itself.
  private String observed() {
    byte[] document =
        DocumentWriter.write(
            PeerscopeDocument.of(Platform.of(Topology.empty()))
                .withObserved(ObservedFacts.of(findings)));
    return new String(document, StandardCharsets.UTF_8);
  }

  /// The report, and registers that VFIO alone told, in the words of `lspci -xxxx`.
  private Map<String, String> beside() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    var bytes = new ByteArrayOutputStream();
    var streams = new Streams(new ByteArrayInputStream(new byte[0]), bytes, bytes);
    try (Output output = streams.output()) {
      new ProbeJson(findings).writeTo(output);
    }
    files.put(REPORT, bytes.toString(StandardCharsets.UTF_8));
    files.put(ThisMachine.OBSERVED, observed());
    LearntRegisters.beyond(findings.before(), findings.report().config())
        .forEach((address, text) -> files.put("vfio-" + address + ".txt", text));
    return files;
  }
}
