package io.peerscope.app.outline;

import io.peerscope.engine.address.PciAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.collections.ObservableList;
import javafx.scene.control.TreeItem;

/// The rows of the outline as the tree view wants them. What stays the same after an edit stays the
/// same item, so that what is unfolded, chosen and in sight stays too.
final class OutlineItems {

  private final TreeItem<FunctionTree> root = new TreeItem<>();
  private final Map<PciAddress, TreeItem<FunctionTree>> byFunction = new HashMap<>();

  TreeItem<FunctionTree> root() {
    return root;
  }

  Optional<TreeItem<FunctionTree>> of(PciAddress function) {
    return Optional.ofNullable(byFunction.get(function));
  }

  /// Shows other rows, with nothing kept of what was there.
  ///
  /// @param unfold whether all rows are open, or the headings only
  void replace(List<FunctionTree> rows, boolean unfold) {
    byFunction.clear();
    root.getChildren().setAll(rows.stream().map(row -> make(row, unfold)).toList());
    root.getChildren().forEach(heading -> heading.setExpanded(true));
  }

  /// Shows the rows of the same machine after an edit.
  ///
  /// @param unfold whether rows that come with the edit are open
  void update(List<FunctionTree> rows, boolean unfold) {
    update(root, rows, unfold);
    var there = new HashSet<PciAddress>();
    rows.forEach(row -> collect(row, there));
    byFunction.keySet().retainAll(there);
  }

  private static void collect(FunctionTree row, Set<PciAddress> there) {
    row.function().ifPresent(there::add);
    row.children().forEach(child -> collect(child, there));
  }

  private TreeItem<FunctionTree> make(FunctionTree row, boolean unfold) {
    var item = new TreeItem<>(row);
    item.setExpanded(unfold || row.function().isEmpty());
    row.function().ifPresent(address -> byFunction.put(address, item));
    if (!row.children().isEmpty()) {
      item.getChildren().setAll(row.children().stream().map(it -> make(it, unfold)).toList());
    }
    return item;
  }

  private void update(TreeItem<FunctionTree> above, List<FunctionTree> rows, boolean unfold) {
    Map<String, TreeItem<FunctionTree>> before = HashMap.newHashMap(above.getChildren().size());
    above.getChildren().forEach(item -> before.put(nameOf(item.getValue()), item));
    var now = new ArrayList<TreeItem<FunctionTree>>(rows.size());
    for (FunctionTree row : rows) {
      TreeItem<FunctionTree> item = before.get(nameOf(row));
      if (item == null) {
        now.add(make(row, unfold));
      } else {
        now.add(item);
        refresh(item, row, unfold);
      }
    }
    put(above.getChildren(), now);
  }

  /// Equal rows are equal in everything below them.
  private void refresh(TreeItem<FunctionTree> item, FunctionTree row, boolean unfold) {
    FunctionTree old = item.getValue();
    if (old.equals(row)) {
      return;
    }
    if (!old.children().equals(row.children())) {
      update(item, row.children(), unfold);
    }
    item.setValue(row);
  }

  /// Takes out what is gone and puts in what is new; the rest is not touched.
  private static void put(
      ObservableList<TreeItem<FunctionTree>> items, List<TreeItem<FunctionTree>> now) {
    if (items.equals(now)) {
      return;
    }
    var stay = new HashSet<>(now);
    if (items.stream().anyMatch(item -> !stay.contains(item))) {
      items.removeIf(item -> !stay.contains(item));
    }
    for (int at = 0; at < now.size(); at++) {
      if (at >= items.size() || items.get(at) != now.get(at)) {
        int last = at;
        while (last < now.size() && (at >= items.size() || now.get(last) != items.get(at))) {
          last++;
        }
        items.addAll(at, now.subList(at, last));
      }
    }
    if (items.size() != now.size()) {
      items.setAll(now);
    }
  }

  private static String nameOf(FunctionTree row) {
    return row.function().map(PciAddress::toString).orElse(row.title());
  }
}
