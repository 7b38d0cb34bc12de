package io.peerscope.app.outline;

import io.peerscope.engine.address.PciAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// The item of a function, made where nobody has looked at it yet.
  Optional<TreeItem<FunctionTree>> of(PciAddress function) {
    boolean isThere =
        byFunction.containsKey(function)
            || root.getChildren().stream().anyMatch(heading -> makeDownTo(function, heading));
    return isThere ? Optional.ofNullable(byFunction.get(function)) : Optional.empty();
  }

  /// Whether a function stands at an item or below it; all items on the way to it are made then.
  private boolean makeDownTo(PciAddress function, TreeItem<FunctionTree> item) {
    return item.getValue().isFor(function)
        || (item.getValue().isAbove(function)
            && item.getChildren().stream().anyMatch(below -> makeDownTo(function, below)));
  }

  /// A row whose own rows are made when somebody unfolds it: of a large machine hardly any are.
  private final class Row extends TreeItem<FunctionTree> {

    private final boolean unfold;
    private boolean made;

    Row(FunctionTree row, boolean unfold) {
      super(row);
      this.unfold = unfold;
      made = row.children().isEmpty();
      setExpanded(unfold || row.function().isEmpty());
      row.function().ifPresent(address -> byFunction.put(address, this));
    }

    @Override
    public boolean isLeaf() {
      return made && super.isLeaf();
    }

    @Override
    public ObservableList<TreeItem<FunctionTree>> getChildren() {
      if (!made) {
        made = true;
        super.getChildren()
            .setAll(getValue().children().stream().map(it -> new Row(it, unfold)).toList());
      }
      return super.getChildren();
    }
  }

  /// Shows other rows, with nothing kept of what was there.
  ///
  /// @param unfold whether all rows are open, or the headings only
  void replace(List<FunctionTree> rows, boolean unfold) {
    byFunction.clear();
    root.getChildren().setAll(rows.stream().map(row -> new Row(row, unfold)).toList());
    root.getChildren().forEach(heading -> heading.setExpanded(true));
  }

  /// Shows the rows of the same machine after an edit.
  ///
  /// @param unfold whether rows that come with the edit are open
  void update(List<FunctionTree> rows, boolean unfold) {
    update(root, rows, unfold);
    byFunction.clear();
    root.getChildren().forEach(this::note);
  }

  private void note(TreeItem<FunctionTree> item) {
    item.getValue().function().ifPresent(address -> byFunction.put(address, item));
    if (isMade(item)) {
      item.getChildren().forEach(this::note);
    }
  }

  private static boolean isMade(TreeItem<FunctionTree> item) {
    return !(item instanceof OutlineItems.Row row) || row.made;
  }

  private void update(TreeItem<FunctionTree> above, List<FunctionTree> rows, boolean unfold) {
    Map<String, TreeItem<FunctionTree>> before = HashMap.newHashMap(above.getChildren().size());
    above.getChildren().forEach(item -> before.put(nameOf(item.getValue()), item));
    var now = new ArrayList<TreeItem<FunctionTree>>(rows.size());
    for (FunctionTree row : rows) {
      TreeItem<FunctionTree> item = before.get(nameOf(row));
      if (item == null) {
        now.add(new Row(row, unfold));
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
    if ((isMade(item) || row.children().isEmpty()) && !old.children().equals(row.children())) {
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
