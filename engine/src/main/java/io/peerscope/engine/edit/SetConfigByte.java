package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BarState;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.CapabilityReader;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.Header;
import io.peerscope.engine.config.HeaderReader;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes one byte of the dumped configuration space, and takes over what the registers then say.
///
/// Only facts whose registers changed become others; what the input told elsewhere, such as the
/// size of a BAR, stays. Bytes on which the tree hangs have edits of their own: bus numbers, the
/// header's layout and the Device/Port Type are refused.
///
/// @param offset of the byte, 0 to 0xfff
/// @param value 0 to 0xff
public record SetConfigByte(PciAddress function, int offset, int value) implements FunctionEdit {

  private static final int HEADER_TYPE = 0x0e;
  private static final String EDITED = "edited";

  @Override
  public String verb() {
    return "set byte %03x".formatted(offset);
  }

  @Override
  public PciFunction change(PciFunction before) {
    ConfigSpace old = before.config();
    if (value < 0 || value > 0xff) {
      throw new Refusal("a byte is 00 to ff, not %x".formatted(value));
    }
    if (!old.has(offset, 1)) {
      throw new Refusal("byte %03x of %s is not told".formatted(offset, function));
    }
    int word = offset & ~3;
    int shift = 8 * (offset & 3);
    ConfigSpace config =
        old.with(Map.of(word, (old.u32(word) & ~(0xff << shift)) | value << shift));
    refuseAnotherPlace(before);
    Header was = new HeaderReader(old, EDITED).read();
    Header now = new HeaderReader(config, EDITED).read();
    return before.toBuilder()
        .config(config)
        .id(changed(was.id(), now.id(), before.id()))
        .classCode(changed(was.classCode(), now.classCode(), before.classCode()))
        .className(sameValue(was.classCode(), now.classCode()) ? before.className() : "")
        .bars(bars(was.bars(), now.bars(), before.bars()))
        .windows(windows(was, now, before))
        .capabilities(new ChangedCapabilities(read(old), read(config)).over(before.capabilities()))
        .build();
  }

  /// The bytes are what was written; nothing is written back into them.
  @Override
  public PciFunction inStep(PciFunction before, PciFunction after) {
    return after;
  }

  private void refuseAnotherPlace(PciFunction before) {
    if (offset == HEADER_TYPE) {
      throw new Refusal("the layout of %s comes with its part".formatted(function));
    }
    boolean busNumbers = before.kind().isBridge() && offset >= 0x18 && offset <= 0x1a;
    if (busNumbers) {
      throw new Refusal("bus numbers are set as buses, because what is below moves with them");
    }
  }

  private static Capabilities read(ConfigSpace config) {
    return new CapabilityReader(config, EDITED).read().capabilities();
  }

  /// The fact that a register told, where the register says another thing now.
  static <T> Fact<T> changed(Fact<T> was, Fact<T> now, Fact<T> fact) {
    return sameValue(was, now) ? fact : byHand(now);
  }

  private static boolean sameValue(Fact<?> was, Fact<?> now) {
    return was.ifKnown().equals(now.ifKnown());
  }

  private static <T> Fact<T> byHand(Fact<T> fact) {
    return fact instanceof Known<T>(T known, _) ? Fact.known(known, new EditedByHand()) : fact;
  }

  private static List<Bar> bars(List<Bar> was, List<Bar> now, List<Bar> bars) {
    if (was.equals(now)) {
      return bars;
    }
    List<Bar> changed = new ArrayList<>();
    for (Bar bar : now) {
      Optional<Bar> told = find(bars, bar.index());
      boolean same = find(was, bar.index()).filter(bar::equals).isPresent();
      changed.add(same ? told.orElse(bar) : readAgain(bar, told));
    }
    for (Bar bar : bars) {
      boolean cleared = find(was, bar.index()).isPresent() && find(now, bar.index()).isEmpty();
      boolean upperHalf =
          find(now, bar.index() - 1).filter(it -> it.kind() == BarKind.MEMORY_64).isPresent();
      if (cleared && !upperHalf && bar.size().ifKnown().isPresent()) {
        changed.add(withoutAddress(bar));
      }
    }
    changed.sort(Comparator.comparing(Bar::index));
    return changed;
  }

  private static Bar readAgain(Bar bar, Optional<Bar> told) {
    return new Bar(
        bar.index(),
        bar.kind(),
        bar.prefetchable(),
        byHand(bar.bus()),
        Fact.unknown("it follows"),
        told.map(Bar::size).orElse(bar.size()),
        bar.state());
  }

  /// A register of zeros reads as no BAR at all; one whose size was told is still there.
  private static Bar withoutAddress(Bar bar) {
    return new Bar(
        bar.index(),
        BarKind.MEMORY_32,
        false,
        Fact.unknown("the BAR register holds no address"),
        Fact.unknown("it follows"),
        bar.size(),
        BarState.UNASSIGNED);
  }

  private static Optional<Bar> find(List<Bar> bars, int index) {
    return bars.stream().filter(bar -> bar.index() == index).findFirst();
  }

  private static List<BridgeWindow> windows(Header was, Header now, PciFunction before) {
    return before.windows().stream()
        .map(window -> {
          Fact<Optional<AddressRange>> old = range(was, window.kind());
          Fact<Optional<AddressRange>> read = range(now, window.kind());
          return new BridgeWindow(window.kind(), changed(old, read, window.range()));
        })
        .toList();
  }

  private static Fact<Optional<AddressRange>> range(Header header, WindowKind kind) {
    return header.windows().stream()
        .filter(window -> window.kind() == kind)
        .map(BridgeWindow::range)
        .findFirst()
        .orElse(Fact.unknown("it is not in the dump"));
  }
}
