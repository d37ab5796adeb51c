"""How Qt's own widgets are drawn: one style sheet made from the palette's names.

Lengths are in `em`-like multiples where text is concerned: paddings only, never heights, so that
any font size has room.
"""

from string import Template

from budgetdesk.assets import resource
from budgetdesk.desktop.palette import Palette, colour_names

# Qt guesses whether a text is HTML, and names may look like it: what has to be rich says so.
_RULES = Template("""
QLabel[textFormat="AutoText"], QToolTip { qproperty-textFormat: PlainText; }
QToolTip { background: $paper; color: $ink; border: 1px solid $edge; padding: 4px 6px; }

QMenuBar { background: $window; border-bottom: 1px solid $edge; padding: 2px 6px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $paper; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 4px; }
QMenu[dense="true"]::item { padding-top: 2px; padding-bottom: 2px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $ink_faint; }
QMenu::indicator { width: 16px; height: 16px; margin-left: 4px; }
QMenu::indicator:checked { image: url("$controls/check-menu-$scheme.svg"); }
QMenu::indicator:checked:disabled { image: url("$controls/check-off-$scheme.svg"); }
QMenu::separator { height: 1px; background: $edge; margin: 4px 8px; }
QMenu[dense="true"]::separator { margin: 2px 8px; }

QToolBar { background: $window; border: none; border-bottom: 1px solid $edge; padding: 4px 8px;
  spacing: 2px; }
QToolBar::separator { width: 1px; background: $edge; margin: 4px 6px; }
QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 4px 8px; color: $ink;
  background: transparent; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $ink_faint; }
QToolButton[popupMode="1"] { padding-right: 20px; }
QToolButton::menu-button { border: none; width: 16px; }
QToolButton#closer { padding: 2px; }
QToolButton#face { background: $paper; border: 1px solid $outline; border-radius: 0;
  padding: 4px 14px; }
QToolButton#face:hover { background: $hover; }
QToolButton#face:checked { background: $selection; color: $accent; font-weight: 600; }
QToolButton#face:focus { border: 2px solid $accent; padding: 3px 13px; }
QToolButton#tool { background: $paper; border-color: $edge; }
QToolButton#tool:hover { background: $hover; }
QToolButton#tool:disabled, QToolButton#face:disabled { background: $window; }
QToolButton#tool:focus { border-color: $accent; }

QStatusBar { background: $window; border-top: 1px solid $edge; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $ink_faint; padding: 3px 10px; }

QPushButton { background: $paper; color: $ink; border: 1px solid $outline; border-radius: 4px;
  padding: 5px 16px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 15px; }
QPushButton:disabled { color: $ink_faint; border-color: $edge; background: $window; }
QPushButton::menu-indicator { image: url("$controls/arrow-$scheme.svg"); width: 16px;
  height: 16px; subcontrol-origin: border; subcontrol-position: right center; right: 6px; }
QPushButton#primary { background: $accent; color: $accent_ink; border: 1px solid $accent; }
QPushButton#primary:focus { border: 3px double $accent; border-radius: 6px; padding: 3px 14px;
  background-clip: padding; }
QPushButton#primary:disabled { background: $window; color: $ink_faint; border-color: $edge; }
QPushButton#link { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 3px 10px; font-weight: 600; }
QPushButton#link:disabled { color: $ink_faint; font-weight: normal; }
QPushButton#link:hover { background: $selection; }
QPushButton#link:focus { border-color: $accent; }
QPushButton#flat { background: transparent; border: 1px solid transparent; color: $ink_faint;
  padding: 2px 10px; }
QPushButton#flat:hover { background: $hover; color: $ink; }
QPushButton#flat:focus { border-color: $accent; }

QLineEdit, QComboBox { background: $paper; color: $ink; border: 1px solid $outline;
  border-radius: 4px; padding: 4px 6px; selection-background-color: $selection;
  selection-color: $ink; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 3px 5px; }
QLineEdit:disabled, QComboBox:disabled { background: $window; color: $ink_faint; }
QPlainTextEdit { background: $paper; color: $ink; border: 1px solid $outline;
  border-radius: 4px; padding: 2px; selection-background-color: $selection;
  selection-color: $ink; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 1px; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$controls/arrow-$scheme.svg"); width: 16px; height: 16px; }
QCheckBox, QRadioButton { spacing: 8px; padding: 1px; border: 1px solid transparent;
  border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QAbstractItemView::indicator, QRadioButton::indicator { width: 14px;
  height: 14px; background: $paper; border: 1px solid $ink_faint; border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked,
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate,
QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:disabled, QAbstractItemView::indicator:disabled,
QRadioButton::indicator:disabled { background: transparent; border-color: $outline; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  image: url("$controls/check-$scheme.svg"); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  image: url("$controls/half-$scheme.svg"); }
QRadioButton::indicator:checked { image: url("$controls/dot-$scheme.svg"); }
QCheckBox::indicator:checked:disabled, QAbstractItemView::indicator:checked:disabled {
  image: url("$controls/check-off-$scheme.svg"); }
QCheckBox::indicator:indeterminate:disabled, QAbstractItemView::indicator:indeterminate:disabled {
  image: url("$controls/half-off-$scheme.svg"); }
QRadioButton::indicator:checked:disabled { image: url("$controls/dot-off-$scheme.svg"); }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $edge;
  selection-background-color: $selection; selection-color: $ink; }

QTreeView, QListView { background: $pane; color: $ink; border: none; outline: none; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $selection; color: $ink; }
QTreeView::item:disabled, QListView::item:disabled, QTableView::item:disabled {
  color: $ink_faint; }
QTreeView QLineEdit { padding: 0 4px; }
QListView { background: $paper; border: 1px solid $edge; border-radius: 4px; }
QListView:focus { border: 2px solid $accent; }
QListView::item { padding: 5px 8px; }
QListWidget#history { background: $pane; border: 1px solid transparent; }
QListWidget#history:focus { border: 1px solid $accent; }
QListWidget#recent { background: $paper; }
QTextEdit#instruction { background: $pane; border: 1px solid transparent; color: $ink; }
QTextEdit#instruction:focus { border-color: $accent; }

QTableView { background: $paper; color: $ink; border: none; outline: none;
  selection-background-color: $selection; selection-color: $ink; }
QTableView::item:hover { background: $hover; }
QTableView::item:selected { background: $selection; color: $ink; }
QHeaderView { background: $window; border: none; }
QHeaderView::section { background: $window; color: $ink_faint; border: none;
  border-bottom: 1px solid $edge; border-right: 1px solid $edge; padding: 3px 8px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $window; border: none;
  border-bottom: 1px solid $edge; border-right: 1px solid $edge; }
QFrame#details, QFrame#details QScrollArea, QLabel#details-text { background: $pane; }
QFrame#details { border-left: 1px solid $edge; }
QWidget#details-buttons { border-top: 1px solid $edge; }
QWidget#findings { border-top: 1px solid $edge; }

QWidget#tree-panel { background: $pane; border-right: 1px solid $edge; }
QWidget#side-section { background: $pane; }
QSplitter#side-pane { border-left: 1px solid $edge; }
QSplitter::handle { background: $edge; }
SheetView, PageView { background: $desk; }
QWidget#desk, QScrollArea#start, QWidget#start-page { background: $window; }
QWidget#desk { background: $desk; }
QWidget#tool-row { background: $window; border-bottom: 1px solid $edge; }

QTabWidget::pane { border: none; }
QTabBar { background: $window; qproperty-drawBase: 0; }
QTabBar::tab { background: $window; color: $ink_faint; border: none;
  border-right: 1px solid $edge; padding: 6px 8px 6px 14px; }
QTabBar::tab:hover { background: $hover; color: $ink; }
QTabBar::tab:selected { background: $desk; color: $ink; border-bottom: 2px solid $accent;
  padding-bottom: 4px; }
QTabBar::tab:selected:focus { color: $accent; border: 1px solid $accent;
  border-bottom: 2px solid $accent; padding: 5px 7px 4px 13px; }

QWidget#strip { background: $window; border-bottom: 1px solid $edge; }
QTabBar#strip { background: transparent; border: none; }
QTabBar#strip::tab { background: transparent; color: $ink_faint; border: 1px solid transparent;
  border-radius: 4px; margin: 3px 1px; padding: 3px 10px 3px 6px; }
QTabBar#strip::tab:hover { background: $hover; color: $ink; }
QTabBar#strip::tab:selected { background: $selection; color: $ink; }
QTabBar#strip::tab:selected:focus { color: $ink; border: 1px solid $accent;
  padding: 3px 10px 3px 6px; }
QToolButton#more { padding: 3px; }
QToolButton#more::menu-indicator { image: none; }

QFrame#band { background: $band; border: none; border-top: 1px solid $edge; }
QFrame#band-above { background: $band; border: none; border-bottom: 1px solid $edge; }
QLabel#display { font-size: 22pt; font-weight: 600; }
QLabel#section { color: $ink_faint; font-weight: 600; }
QLabel#field-name { font-weight: 600; }
QLabel#faint { color: $ink_faint; }
QLabel#amiss { color: $error; }
QLabel#amiss[aside="true"] { color: $ink; }
QLabel#key { color: $accent; font-weight: 600; }

QProgressBar { background: $paper; border: 1px solid $edge; border-radius: 4px; min-height: 8px;
  max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 3px; min-height: 28px;
  min-width: 28px; }
QScrollBar::handle:hover { background: $line; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QDialog, QMainWindow, QMessageBox { background: $window; }
""")


def style_sheet(palette: Palette, scheme: str) -> str:
    """The style sheet of the whole application in the colours of one palette.

    Args:
        palette: the colours.
        scheme: `light` or `dark`, which the pictures of `resources/icons/controls/` are named by.
    """
    names = {name: getattr(palette, name).name() for name in colour_names()}
    controls = resource("icons", "controls").as_posix()
    return _RULES.substitute(names, scheme=scheme, controls=controls)
