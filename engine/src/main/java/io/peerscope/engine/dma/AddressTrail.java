package io.peerscope.engine.dma;

import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.AddressSpace;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.dma.AddressColumn.Meaning;
import io.peerscope.engine.dma.AddressColumn.Span;
import io.peerscope.engine.dma.Mapping.How;
import io.peerscope.engine.dma.Mapping.Programmed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The address of a DMA through the columns of [AddressColumns]: which number it has in each, and
/// how far one step has brought it.
///
/// @param points from left to right
/// @param clashes where a number means two things
public record AddressTrail(List<Point> points, List<Clash> clashes) {

  /// The number in one column.
  ///
  /// @param column index of the column
  /// @param isReached whether it was met up to the step
  /// @param isCurrent whether it is the one that is carried now
  /// @param isExample whether the allocator would choose another on a running machine
  public record Point(
      int column, Address address, boolean isReached, boolean isCurrent, boolean isExample) {}

  /// A number that means two things.
  ///
  /// @param column index of the column where that is so
  public record Clash(int column, long number, String sentence) {}

  public AddressTrail {
    points = List.copyOf(points);
    clashes = List.copyOf(clashes);
  }

  /// The difference of two neighbouring numbers, as it is written: `+0x0`, `-0x20000000`.
  public static String offset(Address from, Address to) {
    long difference = to.value() - from.value();
    return difference < 0 ? "-" + Hex.grouped(-difference) : "+" + Hex.grouped(difference);
  }

  /// The trail after the step of an index.
  public static AddressTrail at(
      List<AddressColumn> columns,
      DmaRequest request,
      ResolvedPage page,
      Mapping mapping,
      List<DmaStep> steps,
      int index) {
    TraceState state = TraceState.at(steps, request.client(), index);
    List<Point> points = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      int place = column;
      number(columns, column, page, mapping, steps)
          .ifPresent(address -> points.add(point(place, address, state, steps)));
    }
    return new AddressTrail(points, clashes(columns, points));
  }

  private static Point point(int column, Address address, TraceState state, List<DmaStep> steps) {
    boolean isReached = state.seen().stream().anyMatch(seen -> isSame(seen, address));
    boolean isCurrent = state.carried().filter(now -> isSame(now, address)).isPresent();
    boolean isExample =
        address instanceof Iova && walkOf(steps).filter(PageWalk::isExample).isPresent();
    boolean isWalked = isExample && !state.walked().isEmpty();
    return new Point(column, address, isReached || isWalked, isCurrent, isExample);
  }

  private static boolean isSame(Address one, Address other) {
    return one.space() == other.space() && one.value() == other.value();
  }

  private static Optional<PageWalk> walkOf(List<DmaStep> steps) {
    return steps.stream().flatMap(step -> step.walk().stream()).findFirst();
  }

  private static Optional<Address> number(
      List<AddressColumn> columns,
      int column,
      ResolvedPage page,
      Mapping mapping,
      List<DmaStep> steps) {
    return switch (columns.get(column).space()) {
      case IOVA -> iova(mapping, steps);
      case PHYSICAL -> page.physical().map(physical -> physical);
      case BUS ->
          isFar(columns, column)
              ? busOf(page)
              : issued(mapping).or(() -> hasFar(columns) ? Optional.empty() : busOf(page));
    };
  }

  /// The bus column behind that of CPU addresses is the provider's.
  private static boolean isFar(List<AddressColumn> columns, int column) {
    return columns.subList(0, column).stream()
        .anyMatch(before -> before.space() == AddressSpace.PHYSICAL);
  }

  private static boolean hasFar(List<AddressColumn> columns) {
    return columns.stream().filter(column -> column.space() == AddressSpace.BUS).count() > 1;
  }

  private static Optional<Address> iova(Mapping mapping, List<DmaStep> steps) {
    return programmed(mapping, How.TRANSLATED)
        .or(() -> walkOf(steps).map(PageWalk::iova).map(iova -> iova));
  }

  private static Optional<Address> programmed(Mapping mapping, How how) {
    return mapping instanceof Programmed given && given.how() == how
        ? given.address().ifKnown()
        : Optional.empty();
  }

  /// What the client puts on its bus where no IOMMU translates it.
  private static Optional<Address> issued(Mapping mapping) {
    return programmed(mapping, How.BUS)
        .or(() -> programmed(mapping, How.DIRECT).map(known -> new BusAddress(known.value())));
  }

  private static Optional<Address> busOf(ResolvedPage page) {
    return page instanceof ResolvedPage.Peer peer
        ? peer.bus().ifKnown().map(bus -> bus)
        : Optional.empty();
  }

  private static List<Clash> clashes(List<AddressColumn> columns, List<Point> points) {
    List<Clash> clashes = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      overlaps(columns, column, clashes);
    }
    for (Point point : points) {
      elsewhere(columns, point, clashes);
    }
    return clashes;
  }

  /// Two functions answer to one number.
  private static void overlaps(List<AddressColumn> columns, int column, List<Clash> clashes) {
    List<Span> bars =
        columns.get(column).spans().stream().filter(span -> span.meaning() == Meaning.BAR).toList();
    for (int one = 0; one < bars.size(); one++) {
      for (int other = one + 1; other < bars.size(); other++) {
        if (bars.get(one).range().overlaps(bars.get(other).range())) {
          clashes.add(
              new Clash(
                  column,
                  bars.get(other).range().first(),
                  "%s and %s overlap".formatted(bars.get(one).label(), bars.get(other).label())));
        }
      }
    }
  }

  /// The same number means something else below the other host bridge.
  private static void elsewhere(List<AddressColumn> columns, Point point, List<Clash> clashes) {
    if (point.address() instanceof HostPhysicalAddress) {
      return;
    }
    boolean isBus = point.address() instanceof BusAddress;
    for (int column = 0; column < columns.size(); column++) {
      boolean isOtherBus =
          columns.get(column).space() == AddressSpace.BUS
              && isBus != columns.get(column).below().equals(columns.get(point.column()).below());
      List<Span> there = columns.get(column).at(point.address().value());
      if (isOtherBus && !there.isEmpty()) {
        clashes.add(
            new Clash(
                column,
                point.address().value(),
                "%s %s means something else here: %s"
                    .formatted(
                        point.address().space().spelling(),
                        Hex.grouped(point.address().value()),
                        there.getLast().label())));
      }
    }
  }

  /// The CPU address of a trail, where it has one.
  public Optional<HostPhysicalAddress> physical() {
    return points.stream()
        .map(Point::address)
        .filter(HostPhysicalAddress.class::isInstance)
        .map(HostPhysicalAddress.class::cast)
        .findFirst();
  }
}
