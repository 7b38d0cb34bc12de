package io.peerscope.engine.platform;

import io.peerscope.engine.address.PciAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// DMAs that are kept under a name to be run again, with the circumstances that they are asked
/// under.
///
/// Operations, targets and circumstances are kept as the command line spells them: a spelling that
/// a newer Peerscope knows is kept here without being understood.
///
/// @param name what it is called; no two of a machine have one name
/// @param transfers the DMAs, in the order in which they begin; at least one
/// @param circumstances what is chosen beside the machine
public record Scenario(String name, List<Transfer> transfers, Circumstances circumstances) {

  /// The target that stands for published peer memory as the kernel would choose it for all clients
  /// of the scenario (`pci_p2pmem_find_many()`).
  public static final String KERNELS_CHOICE = "p2pmem";

  private static final Pattern FUNCTION =
      Pattern.compile("(.+?\\.[0-7])((?::BAR[0-5])?(?:\\+0x[0-9a-f]+)?)", Pattern.CASE_INSENSITIVE);

  public Scenario {
    transfers = List.copyOf(transfers);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a scenario needs a name");
    }
    if (transfers.isEmpty()) {
      throw new IllegalArgumentException("scenario '%s' has no DMA".formatted(name));
    }
  }

  /// One DMA: a client and the pieces of memory that it reads or writes.
  ///
  /// @param operation `read`, `write` or `atomic`
  /// @param pieces one for a single target, several for a page list or scatter list
  public record Transfer(PciAddress client, String operation, List<Piece> pieces) {
    public Transfer {
      pieces = List.copyOf(pieces);
      if (pieces.isEmpty()) {
        throw new IllegalArgumentException("a DMA of %s is aimed at nothing".formatted(client));
      }
    }
  }

  /// A run of bytes.
  ///
  /// @param target `BDF:BARn+0xOFFSET`, `host:0xADDRESS`, `0xADDRESS` or [#KERNELS_CHOICE]
  /// @param size bytes, at least 1
  public record Piece(String target, long size) {
    public Piece {
      if (size < 1) {
        throw new IllegalArgumentException("a piece of %d bytes holds nothing".formatted(size));
      }
    }

    /// The function whose memory it is, where it names one.
    Optional<PciAddress> function() {
      Matcher found = FUNCTION.matcher(target);
      return found.matches() ? PciAddress.parse(found.group(1)) : Optional.empty();
    }

    private Piece moved(Map<PciAddress, PciAddress> moved) {
      Matcher found = FUNCTION.matcher(target);
      return function()
          .filter(moved::containsKey)
          .filter(_ -> found.matches())
          .map(function -> new Piece(moved.get(function) + found.group(2), size))
          .orElse(this);
    }
  }

  /// What is chosen beside the machine; what is empty is as the machine tells it.
  ///
  /// @param kernel `6.1`, or `unknown`
  /// @param cpu `VENDOR/FAMILY`, or `unknown`
  /// @param iommu a mode, or `unknown`
  /// @param translators where soft-IOMMU translators hang
  /// @param strategy where the code hangs that knows of peer memory, by the name that the command
  ///   line knows; empty for mainline Linux, with or without translators
  /// @param platform a platform with DMA rules of its own
  public record Circumstances(
      Optional<String> kernel,
      Optional<String> cpu,
      Optional<String> iommu,
      Optional<String> translators,
      Optional<String> strategy,
      Optional<String> platform) {

    /// Everything as the machine tells it.
    public static Circumstances asTold() {
      return new Circumstances(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /// The scenario after functions got other addresses; DMAs whose ends are gone go with them. Empty
  /// when none is left.
  ///
  /// @param moved for each function whose address changed the address before and now
  public Optional<Scenario> after(
      Map<PciAddress, PciAddress> moved, Predicate<PciAddress> isThere) {
    List<Transfer> left =
        transfers.stream()
            .map(transfer -> after(transfer, moved))
            .filter(transfer -> isThere.test(transfer.client()))
            .filter(transfer ->
                transfer.pieces().stream()
                    .allMatch(piece -> piece.function().map(isThere::test).orElse(true)))
            .toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(new Scenario(name, left, circumstances));
  }

  private static Transfer after(Transfer transfer, Map<PciAddress, PciAddress> moved) {
    return new Transfer(
        moved.getOrDefault(transfer.client(), transfer.client()),
        transfer.operation(),
        transfer.pieces().stream().map(piece -> piece.moved(moved)).toList());
  }

  /// The same DMAs under another name.
  public Scenario named(String newName) {
    return new Scenario(newName, transfers, circumstances);
  }
}
