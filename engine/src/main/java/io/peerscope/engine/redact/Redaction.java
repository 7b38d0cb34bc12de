package io.peerscope.engine.redact;

import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.Reading;
import io.peerscope.engine.format.document.DocumentWriter;
import io.peerscope.engine.format.document.PeerscopeDocument;
import io.peerscope.engine.platform.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Takes out of a machine what would tell whose it is: serial numbers, MAC addresses, UUIDs, names
/// of people, hosts and files, paths.
///
/// Bytes of configuration space become zero. Every word that a machine holds stands in its
/// document, so the words are cleaned there, and the machine is read back from it.
public final class Redaction {

  private static final Pattern FILE =
      Pattern.compile(
          "\"(?:at\": \"((?:[^\"\\\\]|\\\\.)+?):[0-9]+|file\": \"((?:[^\"\\\\]|\\\\.)+))\"");
  private static final Pattern ENDING =
      Pattern.compile("(?:\\.(?:peerscope|txt|log|json|xml|out|gz|bz2|xz|tar|zip)){0,3}$");

  /// Names that everybody's machine has.
  private static final List<String> COMMON =
      List.of("root", "user", "admin", "localhost", "linux", "debian", "ubuntu", "localdomain");

  private Redaction() {}

  /// Cleans a machine.
  ///
  /// @param files names of the inputs it was read from
  /// @param names names of people and hosts, beside the present ones
  public static Redacted of(Platform platform, Collection<String> files, List<String> names) {
    var serials = new SerialNumbers();
    Platform numberless = platform.withTopology(serials.clean(platform.topology()));
    String text =
        new String(DocumentWriter.write(PeerscopeDocument.of(numberless)), StandardCharsets.UTF_8);
    var scrubber = new Scrubber(withOwn(names), renamed(files, text));
    byte[] cleaned = scrubber.clean(text).getBytes(StandardCharsets.UTF_8);
    Reading again =
        PlatformReader.read(List.of(new Input("redacted" + PeerscopeDocument.ENDING, cleaned)));
    requireSame(platform, again);
    return new Redacted(
        again.platform(),
        Stream.concat(serials.removed().stream(), scrubber.removed().stream()).toList());
  }

  /// Cleans what was read; nothing that a newer Peerscope added stays.
  ///
  /// @param names names of people and hosts, beside the present ones
  public static Redacted of(Reading reading, List<String> names) {
    List<String> files = reading.sources().stream().map(source -> source.file()).toList();
    Redacted redacted = of(reading.platform(), files, names);
    boolean hasMore =
        reading
            .document()
            .filter(document -> !document.equals(PeerscopeDocument.of(document.platform())))
            .isPresent();
    if (!hasMore) {
      return redacted;
    }
    var removed = new ArrayList<>(redacted.removed());
    removed.add("what a probe observed, and fields that this Peerscope does not know");
    return new Redacted(redacted.platform(), removed);
  }

  private static void requireSame(Platform before, Reading after) {
    if (after.platform().topology().size() != before.topology().size()) {
      throw new IllegalStateException("redaction lost functions: " + after.diagnostics());
    }
  }

  /// The user and the host one works at are nobody's business either.
  private static List<String> withOwn(List<String> names) {
    List<String> all = new ArrayList<>(names);
    Stream.of(System.getProperty("user.name", ""), hostName())
        .filter(own -> !COMMON.contains(own))
        .forEach(all::add);
    return all;
  }

  /// Without a look into the network's registers, which may take long.
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      return "";
    }
  }

  /// `node17-lspci.txt` becomes `input-1.txt`.
  private static Map<String, String> renamed(Collection<String> files, String document) {
    Map<String, String> names = new LinkedHashMap<>();
    files.forEach(file -> rename(names, file));
    Matcher named = FILE.matcher(document);
    while (named.find()) {
      String file = named.group(1) == null ? named.group(2) : named.group(1);
      boolean isInside = names.keySet().stream().anyMatch(known -> file.startsWith(known + "/"));
      if (!isInside) {
        rename(names, file);
      }
    }
    return names;
  }

  private static void rename(Map<String, String> names, String file) {
    if (isOfKernel(file) || names.containsKey(file)) {
      return;
    }
    Matcher ending = ENDING.matcher(file);
    String kept = ending.find() ? ending.group() : "";
    String name = "input-%d%s".formatted(names.values().stream().distinct().count() + 1, kept);
    names.put(file, name);
    String last = file.substring(file.lastIndexOf('/') + 1);
    if (!last.isEmpty()) {
      names.putIfAbsent(last, name);
    }
  }

  private static boolean isOfKernel(String file) {
    return file.matches("/?(?:sys|proc)(?:/.*)?") || file.equals("this-machine");
  }
}
