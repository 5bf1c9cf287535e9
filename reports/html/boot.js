(function () {
  'use strict';
  var root = document.documentElement;
  var rtl = root.dir === 'rtl';
  var plots = [];
  // The width of the text on A4, in pixels, and of a chart beside its table.
  var PAPER = 680, PAPER_SLIM = 430;

  function colour(name) {
    return getComputedStyle(root).getPropertyValue('--' + name).trim();
  }

  // Theme: all colours come from the style sheet, so light, dark and print agree.
  function theme() {
    var ink = colour('ink'), soft = colour('soft'), rule = colour('rule');
    var font = getComputedStyle(document.body).fontFamily;
    var axis = {
      axisLine: { show: true, lineStyle: { color: rule } },
      axisTick: { show: false },
      axisLabel: { color: ink, fontSize: 13, hideOverlap: false },
      nameTextStyle: { color: soft, fontSize: 13 },
      splitLine: { show: false }
    };
    var value = JSON.parse(JSON.stringify(axis));
    value.axisLine.show = false;
    value.axisLabel.color = soft;
    value.splitLine = { show: true, lineStyle: { color: rule } };
    return {
      color: [colour('c1'), colour('c2'), colour('c3'), colour('c4'), colour('c5'), colour('c6')],
      backgroundColor: 'transparent',
      textStyle: { fontFamily: font, color: ink },
      legend: { textStyle: { color: ink, fontSize: 13 }, itemGap: 18, selectedMode: false },
      categoryAxis: axis,
      valueAxis: value
    };
  }

  // Patterns tell series apart without colour; the first is plain, as in the still pictures.
  function patterns() {
    var stripes = function (turned) {
      return { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: turned, color: colour('paper') };
    };
    return [
      undefined, stripes(-Math.PI / 4),
      { symbol: 'rect', symbolSize: 0.7, dashArrayX: [[3, 5], [0, 4, 3, 1]], dashArrayY: [3, 1], color: colour('paper') },
      stripes(0), stripes(Math.PI / 2), stripes(Math.PI / 4)
    ];
  }

  // Numbers as the rest of the page writes them.
  var form = new Intl.NumberFormat(root.lang + '-u-nu-latn', { maximumFractionDigits: 1 });
  var tenths = new Intl.NumberFormat(root.lang + '-u-nu-latn', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  function written(v) { return typeof v === 'number' ? form.format(v) : ''; }

  // Figures of one chart have decimals where one of them has.
  function figures(option) {
    var broken = option.series.some(function (s) {
      return s.data.some(function (d) { return Boolean([].concat(d.value)[0] % 1); });
    });
    return broken ? function (v) { return typeof v === 'number' ? tenths.format(v) : ''; } : written;
  }

  function lines(points, ink, wide) {
    return points.map(function (p) {
      return { type: 'line', shape: { x1: p[0], y1: p[1], x2: p[2], y2: p[3] }, style: { stroke: colour(ink), lineWidth: wide } };
    });
  }

  // Intervals around the first bar of each row, with its figure behind them.
  function whiskers(data, bars, say) {
    return {
      type: 'custom', silent: true, z: 4, data: data,
      renderItem: function (params, api) {
        var low = api.coord([api.value(0), api.value(2)]), high = api.coord([api.value(1), api.value(2)]);
        var y = low[1] + api.barLayout({ count: bars, barMaxWidth: 18 })[0].offsetCenter;
        var strokes = [[low[0], y, high[0], y], [low[0], y - 4, low[0], y + 4], [high[0], y - 4, high[0], y + 4]];
        var marks = lines(strokes, 'paper', 4).concat(lines(strokes, 'ink', 1.5)); // seen on the bar too
        marks.push({ type: 'text', style: {
          text: say(api.value(3)), x: high[0] + (rtl ? -6 : 6), y: y, align: rtl ? 'right' : 'left',
          verticalAlign: 'middle', fill: colour('ink'), fontSize: 12.5
        } });
        return { type: 'group', children: marks };
      }
    };
  }

  // The line below the rows that are firm.
  function firm(row, width) {
    return {
      type: 'custom', silent: true, z: 4, data: [[0, row - 1]],
      renderItem: function (params, api) {
        var y = api.coord([0, row - 1])[1] + api.size([0, 1])[1] / 2;
        return {
          type: 'line', shape: { x1: 0, y1: y, x2: width, y2: y },
          style: { stroke: colour('accent'), lineWidth: 2, lineDash: [6, 4] }
        };
      }
    };
  }

  // The rows in another order: each category, figure and mark keeps its own.
  function reorder(option, order) {
    var place = [];
    order.forEach(function (row, at) { place[row] = at; });
    option.yAxis.forEach(function (y) { y.data = order.map(function (row) { return y.data[row]; }); });
    option.series.forEach(function (s) {
      if (s.type === 'bar') {
        s.data = order.map(function (row) { return s.data[row]; });
      } else {
        s.data.forEach(function (d) { d.value[1] = place[d.value[1]]; });
      }
    });
  }

  // Names beside the dots of a row stand above and below by turns; dots that would cover one
  // another stand apart.
  function nameDots(option, rows) {
    for (var row = 0; row < rows; row++) {
      var dots = [];
      option.series.forEach(function (s) {
        s.data.forEach(function (d) { if (d.value[1] === row) { dots.push({ at: d, name: s.name }); } });
      });
      dots.sort(function (a, b) { return a.at.value[0] - b.at.value[0]; });
      dots.forEach(function (d, i) {
        if (i && d.at.value[0] - dots[i - 1].at.value[0] < 1.5) { d.at.symbolOffset = [0, i % 2 ? 6 : -6]; }
        d.at.label = {
          show: true, formatter: function (p) { return p.seriesName; }, position: i % 2 ? 'bottom' : 'top',
          width: 120, overflow: 'truncate', fontSize: 11, color: colour('soft')
        };
      });
    }
    option.series.forEach(function (s) { s.labelLayout = { hideOverlap: true }; });
  }

  var TURNED = { left: 'right', right: 'left', insideLeft: 'insideRight' };
  function mirror(option) {
    option.xAxis.forEach(function (x) { x.inverse = true; });
    option.yAxis.forEach(function (y) { y.position = 'right'; });
    option.grid.forEach(function (g) { var left = g.left; g.left = g.right; g.right = left; });
    if (option.legend) { option.legend.left = 'auto'; option.legend.right = '0'; option.legend.align = 'right'; }
    option.series.forEach(function (s) {
      if (s.label && TURNED[s.label.position]) { s.label.position = TURNED[s.label.position]; }
    });
  }

  function styleSeries(s, kind, say) {
    if (s.label && s.label.show) {
      var at = /\d/.exec(s.label.formatter || '2')[0];
      s.label.formatter = function (p) {
        var v = Array.isArray(p.value) ? p.value[at] : p.value;
        return say(kind === 'diverging' ? Math.abs(v) : v);
      };
      s.label.fontSize = 12.5;
      s.label.color = colour('ink');
      if (s.label.position === 'inside') { // readable on every colour and pattern
        s.label.textBorderColor = colour('paper');
        s.label.textBorderWidth = 4;
      }
    }
    if (s.type === 'scatter') { s.z = 5; s.itemStyle = { opacity: 1 }; }
    if (kind === 'target' && s.type === 'scatter') { s.itemStyle = { color: s.name ? colour('c4') : 'transparent' }; s.silent = !s.name; }
    if (kind === 'target' && s.type === 'bar') { s.itemStyle = { color: colour('bar') }; }
  }

  // Label boxes and heights follow the width at hand.
  function fit(option, plot, width) {
    var kind = plot.data.kind, rows = option.yAxis[0].data.length, panel = Boolean(plot.data.titles);
    var bars = option.series.filter(function (s) { return s.type === 'bar'; }).length;
    var narrow = width < 560, say = figures(option);
    var longest = 1;
    option.yAxis[0].data.forEach(function (label) { longest = Math.max(longest, label.length); });
    var side = Math.round(Math.min(300, width * (narrow ? 0.4 : 0.36), longest * 8 + 12));
    var perRow = Math.max(panel ? 26 : narrow ? 36 : 32, Math.ceil(longest * 7 / side) * 15 + 6);
    var printing = root.classList.contains('printing');
    if (kind === 'bar' && bars > 1) { perRow = Math.max(perRow, (printing ? 13 : 18) * bars + 8); }
    if (kind === 'dots') { perRow = Math.max(perRow, 58); }
    option.yAxis[0].axisLabel = { width: side, overflow: 'break', interval: 0, lineHeight: 15, fontSize: 12.5 };
    var head = panel ? 2 : 6;
    if (panel) {
      option.legend = undefined;
      option.xAxis[0].name = '';
    } else if (option.legend && option.legend.show) {
      var names = option.legend.data || option.series.map(function (s) { return s.name; });
      var long = names.reduce(function (sum, n) { return sum + n.length * 7.2 + 52; }, 0);
      head = 24 * (narrow ? names.length : Math.ceil(long / width)) + 14;
      option.legend.orient = narrow ? 'vertical' : 'horizontal';
      option.legend.itemGap = narrow ? 8 : 18;
    }
    option.xAxis[0].axisLabel = { hideOverlap: true, formatter: function (v) { return written(kind === 'diverging' ? Math.abs(v) : v); } };
    if (option.aria.decal) {
      delete option.aria.decal; // whose patterns follow no order
      var decals = patterns();
      option.series.forEach(function (s, i) { s.itemStyle = { decal: decals[i % decals.length] }; });
    }
    option.grid[0].top = String(head);
    option.grid[0].bottom = panel ? '6' : '34';
    option.series.forEach(function (s) { styleSeries(s, kind, say); });
    if (kind === 'dots') { nameDots(option, rows); }
    return head + rows * perRow + (panel ? 28 : 48);
  }

  // With a firm line and intervals, in the order chosen.
  function complete(option, plot, width) {
    var order = plot.data.orders && plot.data.orders[plot.order].Rows, say = figures(option);
    var values = option.series[0].data.map(function (d) { return d.value; });
    if (order) { reorder(option, order); }
    var bars = option.series.filter(function (s) { return s.type === 'bar'; }).length;
    if (plot.data.whiskers) {
      option.series.push(whiskers(plot.data.whiskers.map(function (w, row) {
        return [w.Low, w.High, order ? order.indexOf(row) : row, values[row]];
      }), bars, say));
      option.series[0].label.show = false;
    }
    var line = plot.data.line;
    if (line && line < option.yAxis[0].data.length &&
        (!order || order.slice(0, line).every(function (row) { return row < line; }))) {
      option.series.push(firm(line, width));
    }
  }

  function draw(plot) {
    plot.charts.forEach(function (c) { c.dispose(); });
    plot.charts = [];
    plot.box.textContent = '';
    plot.box.hidden = false;
    plot.figure.classList.add('live');
    var slim = plot.figure.classList.contains('slim'), printing = root.classList.contains('printing');
    plot.width = plot.box.clientWidth;
    var titles = plot.data.titles;
    var boxes = plot.data.options.map(function (option, i) {
      var box = document.createElement('div'), panel = box;
      if (titles) {
        var head = document.createElement('h4');
        head.textContent = titles[i];
        panel = document.createElement('div');
        panel.append(head, box);
      }
      plot.box.append(panel);
      return box;
    });
    plot.data.options.forEach(function (text, i) {
      var box = boxes[i];
      var width = printing ? (titles ? PAPER / 2 - 16 : slim ? PAPER_SLIM : PAPER) : box.clientWidth || PAPER;
      var option = JSON.parse(JSON.stringify(text));
      // Drawn as text within the picture: no markup is made of what it says.
      option.tooltip = {
        show: true, trigger: 'item', renderMode: 'richText', confine: true,
        valueFormatter: figures(option), backgroundColor: colour('paper'), borderColor: colour('rule'), textStyle: { color: colour('ink'), fontSize: 13 }
      };
      delete option.title;
      delete option.toolbox;
      var height = fit(option, plot, width);
      complete(option, plot, width);
      if (rtl) { mirror(option); }
      var chart = echarts.init(box, theme(), { renderer: 'svg', width: width, height: height });
      plot.charts.push(chart);
      chart.setOption(option);
      // With a view box the drawing shrinks with its column, on paper too.
      box.querySelector('svg').setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    });
  }

  function attempt(plot) {
    try {
      draw(plot);
      delete plot.box.dataset.error;
    } catch (e) {
      // The still picture says the same; a chart that fails only stays away.
      plot.box.hidden = true;
      plot.figure.classList.remove('live');
      plot.box.dataset.error = String(e && e.message || e);
    }
    return !plot.box.dataset.error;
  }

  function drawAll() {
    var drawn = plots.filter(attempt).length;
    root.dataset.chartsDrawn = String(drawn);
    root.dataset.chartsFailed = String(plots.length - drawn);
  }

  // A switch puts the rows of the chart, and of its table, in another order.
  function enableSwitch(plot) {
    var choices = plot.figure.querySelector('.switch');
    if (!choices || !plot.data.orders) { return; }
    var body = plot.figure.querySelector('tbody'), rows = Array.from(body.rows);
    var buttons = choices.querySelectorAll('button');
    choices.hidden = false;
    choices.addEventListener('click', function (event) {
      var at = Array.from(buttons).indexOf(event.target);
      if (at < 0) { return; }
      buttons.forEach(function (b, i) { b.setAttribute('aria-pressed', String(i === at)); });
      plot.order = at;
      if (rows.length === plot.data.orders[at].Rows.length) {
        body.append.apply(body, plot.data.orders[at].Rows.map(function (row) { return rows[row]; }));
      }
      attempt(plot);
    });
  }

  document.querySelectorAll('[data-chart]').forEach(function (box) {
    var data = document.getElementById('data-' + box.dataset.chart);
    if (!data) { return; }
    var plot = { box: box, figure: box.closest('figure'), data: JSON.parse(data.textContent), charts: [], width: 0, order: 0 };
    plots.push(plot);
    enableSwitch(plot);
  });
  drawAll();

  var waiting = 0;
  function refit() {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      plots.forEach(function (p) { if (p.box.clientWidth && p.box.clientWidth !== p.width) { attempt(p); } });
    }, 120);
  }
  window.addEventListener('resize', refit);
  document.addEventListener('toggle', refit, true);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  window.addEventListener('beforeprint', function () {
    root.classList.add('printing');
    document.querySelectorAll('details').forEach(function (d) { d.open = true; });
    drawAll();
  });
  window.addEventListener('afterprint', function () {
    root.classList.remove('printing');
    drawAll();
  });
})();
