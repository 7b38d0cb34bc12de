package io.peerscope.engine.export;

import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.format.names.PciIds;
import io.peerscope.engine.platform.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A machine in the format of some tool, and what that format could not carry of it.
///
/// What Peerscope reads itself is read back and compared: nothing that is lost goes unnoticed. The
/// origins of facts are kept by Peerscope documents only and are not counted.
public final class MachineExport {

  private final byte[] content;
  private final List<Loss> losses;

  private MachineExport(byte[] content, List<Loss> losses) {
    this.content = content;
    this.losses = List.copyOf(losses);
  }

  /// Writes a machine.
  public static MachineExport of(Platform platform, MachineFormat format) {
    var bytes = new ByteArrayOutputStream();
    try {
      write(platform, format, bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] content = bytes.toByteArray();
    return new MachineExport(content, losses(platform, format, content));
  }

  /// Writes a machine without asking what is lost; function by function.
  public static void write(Platform platform, MachineFormat format, OutputStream out)
      throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    format.writer().write(platform, writer);
    writer.flush();
  }

  private static List<Loss> losses(Platform platform, MachineFormat format, byte[] content) {
    MachineFacts machine = MachineFacts.of(platform);
    if (!format.isRead()) {
      return Losses.notCarried(machine, format.carried());
    }
    var input = new Input("export" + format.ending(), content);
    return Losses.between(
        machine, MachineFacts.of(PlatformReader.read(List.of(input), PciIds.newest()).platform()));
  }

  /// The whole file, in UTF-8.
  public byte[] content() {
    return content.clone();
  }

  /// What the file does not tell, in the order of machine and functions.
  public List<Loss> losses() {
    return losses;
  }

  /// The same for people, a line for each kind.
  ///
  ///     not carried: CPU addresses of BARs (0000:03:00.0)
  ///     told in part or otherwise: what a function is below (0000:04:00.0 and 3 more)
  public List<String> summary() {
    var lines = new ArrayList<String>();
    for (Loss.Effect effect : Loss.Effect.values()) {
      Map<FactKind, List<Loss>> byKind = new EnumMap<>(FactKind.class);
      losses.stream()
          .filter(loss -> loss.effect() == effect)
          .forEach(loss -> byKind.computeIfAbsent(loss.kind(), _ -> new ArrayList<>()).add(loss));
      byKind.forEach((kind, all) -> lines.add(effect.words() + ": " + spell(kind, all)));
    }
    return List.copyOf(lines);
  }

  private static String spell(FactKind kind, List<Loss> all) {
    String first = all.getFirst().about();
    if (!Character.isDigit(first.charAt(0))) {
      return kind.words();
    }
    return all.size() == 1
        ? "%s (%s)".formatted(kind.words(), first)
        : "%s (%s and %d more)".formatted(kind.words(), first, all.size() - 1);
  }
}
