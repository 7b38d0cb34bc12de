package io.peerscope.engine.edit;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.WindowKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Something that needs a run of bus addresses.
sealed interface LayoutItem {

  /// Bytes.
  long size();

  /// A power of two.
  long align();

  void assign(long base);

  /// Leaves it without an address.
  void giveUp();

  boolean isPlaced();

  /// `BAR 2 of 0000:03:00.0`.
  String label();

  /// The function it belongs to.
  PciAddress function();

  /// A BAR, aligned to its size.
  record BarItem(LayoutState state, PciAddress function, Bar bar) implements LayoutItem {

    @Override
    public long size() {
      return bar.size().ifKnown().orElseThrow();
    }

    @Override
    public long align() {
      return Math.max(16, Long.highestOneBit(size()));
    }

    @Override
    public void assign(long base) {
      state.assign(function, bar.index(), base);
    }

    @Override
    public void giveUp() {
      state.giveUp(function, bar.index());
    }

    @Override
    public boolean isPlaced() {
      return state.at(function).bar(bar.index()).filter(Bar::hasMemoryAddress).isPresent();
    }

    @Override
    public String label() {
      return "BAR %d of %s".formatted(bar.index(), function);
    }
  }

  /// The window of a bridge with all that is below it, the largest first.
  final class WindowItem implements LayoutItem {

    private final LayoutState state;
    private final PciAddress function;
    private final WindowKind kind;
    private final List<LayoutItem> content;
    private final long size;
    private final long align;

    WindowItem(LayoutState state, PciAddress bridge, WindowKind kind) {
      this.state = state;
      this.function = bridge;
      this.kind = kind;
      this.content = content(state, bridge, kind);
      this.size = sizeOf(content, state.reserved(bridge, kind));
      this.align =
          content.isEmpty()
              ? LayoutState.GRANULE
              : Math.max(content.getFirst().align(), LayoutState.GRANULE);
    }

    private static List<LayoutItem> content(LayoutState state, PciAddress bridge, WindowKind kind) {
      List<LayoutItem> items = new ArrayList<>();
      var owner = new Owner.Port(bridge);
      for (PciAddress child : state.below(owner)) {
        for (Bar bar : state.at(child).bars()) {
          if (state.belongsTo(bridge, kind, child, bar)) {
            items.add(new BarItem(state, child, bar));
          }
        }
        if (state.at(child).kind().isBridge()) {
          var window = new WindowItem(state, child, kind);
          if (window.size() != 0) {
            items.add(window);
          }
        }
      }
      items.sort(Comparator.comparing(LayoutItem::align, Long::compareUnsigned).reversed());
      return List.copyOf(items);
    }

    private static long sizeOf(List<LayoutItem> content, long reserved) {
      long end = 0;
      for (LayoutItem item : content) {
        end = ((end + item.align() - 1) & -item.align()) + item.size();
      }
      return (Math.max(end, reserved) + LayoutState.GRANULE - 1) & -LayoutState.GRANULE;
    }

    @Override
    public PciAddress function() {
      return function;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public long align() {
      return align;
    }

    @Override
    public void assign(long base) {
      state.place(function, kind, AddressRange.ofSize(base, size));
      long at = base;
      for (LayoutItem item : content) {
        at = (at + item.align() - 1) & -item.align();
        item.assign(at);
        at += item.size();
      }
    }

    @Override
    public void giveUp() {
      state.close(function, kind);
      content.forEach(LayoutItem::giveUp);
    }

    @Override
    public boolean isPlaced() {
      return state.window(function, kind).isPresent()
          && content.stream().allMatch(LayoutItem::isPlaced);
    }

    @Override
    public String label() {
      return content.size() == 1 ? content.getFirst().label() : "what is below " + function;
    }
  }
}
