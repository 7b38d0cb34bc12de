package io.peerscope.app.document;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.platform.Scenario;
import io.peerscope.engine.platform.Scenario.Piece;
import io.peerscope.engine.platform.Scenario.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// DMAs of a scenario as lines that one can type over.
///
///     04:00.0 write 03:00.0:BAR2+0x1000 64K
///     04:00.0 read host:0x100000 4K; 03:00.0:BAR2 4K       one mapping of two pieces
///     05:00.0 read p2pmem 4K                               where the kernel would take it from
public final class ScenarioText {

  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(read|write|atomic)\\s+(.+)");
  private static final Pattern PIECE = Pattern.compile("(\\S+)(?:\\s+([0-9]+)\\s*([KMG]?)i?B?)?");
  private static final long PAGE = 4096;

  private ScenarioText() {}

  /// What reading lines gave.
  ///
  /// @param transfers the DMAs; only whole where there is no complaint
  /// @param complaint what is wrong, and in which line; empty when all is well
  public record Lines(List<Transfer> transfers, String complaint) {
    public Lines {
      transfers = List.copyOf(transfers);
    }
  }

  /// Reads one DMA a line; empty lines do no harm.
  public static Lines parse(String text) {
    List<Transfer> transfers = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Optional<Transfer> transfer = transfer(line.strip());
      if (transfer.isEmpty()) {
        return new Lines(
            transfers,
            "line %d: write CLIENT read|write|atomic TARGET SIZE, such as 04:00.0 write 03:00.0:BAR2 4K"
                .formatted(number));
      }
      transfers.add(transfer.get());
    }
    return new Lines(transfers, transfers.isEmpty() ? "there is no DMA yet" : "");
  }

  private static Optional<Transfer> transfer(String line) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      return Optional.empty();
    }
    List<Piece> pieces = new ArrayList<>();
    for (String part : found.group(3).split(";", -1)) {
      Optional<Piece> piece = piece(part.strip());
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      pieces.add(piece.get());
    }
    return PciAddress.parse(found.group(1))
        .map(client -> new Transfer(client, found.group(2), pieces));
  }

  private static Optional<Piece> piece(String text) {
    Matcher found = PIECE.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    Optional<String> target =
        found.group(1).equals(Scenario.KERNELS_CHOICE)
            ? Optional.of(Scenario.KERNELS_CHOICE)
            : DmaTarget.parse(found.group(1)).map(DmaTarget::toString);
    return target.flatMap(
        spelled -> size(found.group(2), found.group(3)).map(bytes -> new Piece(spelled, bytes)));
  }

  private static Optional<Long> size(@Nullable String digits, @Nullable String unit) {
    if (digits == null) {
      return Optional.of(PAGE);
    }
    if (digits.length() > 9) {
      return Optional.empty();
    }
    long factor =
        switch (unit == null ? "" : unit) {
          case "K" -> 1L << 10;
          case "M" -> 1L << 20;
          case "G" -> 1L << 30;
          default -> 1;
        };
    return Optional.of(Long.parseLong(digits) * factor).filter(bytes -> bytes > 0);
  }

  /// The lines of some DMAs, as [#parse] reads them.
  public static String format(List<Transfer> transfers) {
    return transfers.stream().map(ScenarioText::line).collect(Collectors.joining("\n"));
  }

  /// One DMA as a line.
  public static String line(Transfer transfer) {
    return "%s %s %s"
        .formatted(
            Targets.shortest(transfer.client()),
            transfer.operation(),
            transfer.pieces().stream()
                .map(piece -> target(piece) + " " + size(piece.size()))
                .collect(Collectors.joining("; ")));
  }

  /// A target without domain 0.
  private static String target(Piece piece) {
    return DmaTarget.parse(piece.target()).map(Targets::spell).orElse(piece.target());
  }

  private static String size(long bytes) {
    if (bytes % (1L << 30) == 0) {
      return (bytes >> 30) + "G";
    }
    if (bytes % (1L << 20) == 0) {
      return (bytes >> 20) + "M";
    }
    return bytes % 1024 == 0 ? (bytes >> 10) + "K" : String.valueOf(bytes);
  }

  /// The one DMA that is asked about, as a transfer; empty while it is not complete.
  static Optional<Transfer> of(Question question, Operation operation, long size) {
    return question
        .client()
        .flatMap(client ->
            question
                .target()
                .map(target ->
                    new Transfer(
                        client,
                        operation.spelling(),
                        List.of(new Piece(target.toString(), size)))));
  }
}
