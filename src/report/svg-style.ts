/**
 * How the parts of the picture look, on paper and on a dark screen. Plain colours
 * in plain rules: many programs that draw SVG know no variables.
 */
export const STYLE = `
.criud-report{font-family:system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif;font-size:12px;font-variant-numeric:tabular-nums}
.criud-report text{fill:#1c2024}
.criud-report .paper{fill:#ffffff}
.criud-report .title{font-size:20px;font-weight:600}
.criud-report .heading{font-size:14px;font-weight:600}
.criud-report .figure{font-size:23px}
.criud-report .first{font-weight:600}
.criud-report .soft{fill:#626a73}
.criud-report .small{font-size:11px}
.criud-report .failure{fill:#a3262a;font-weight:600}
.criud-report .end{text-anchor:end}
.criud-report .middle{text-anchor:middle}
.criud-report .rule{stroke:#d5d9de;stroke-width:1}
.criud-report .grid{stroke:#e1e4e8;stroke-width:1}
.criud-report .mark{stroke:#1c2024;stroke-width:1}
.criud-report .source{fill:#2f6690}
.criud-report .target{fill:#bc6c25}
.criud-report .frozen{fill:#1c2024}
.criud-report .calm{fill:#b9cbd9}
.criud-report .band{fill:#f6f5f1}
.criud-report .shared{stroke:#2f6690;stroke-width:1;fill:none}
.criud-report .hatch{stroke:#2f6690;stroke-width:1.2}
@media screen and (prefers-color-scheme:dark){
.criud-report text{fill:#e4e7ea}
.criud-report .paper{fill:#14171a}
.criud-report .soft{fill:#9aa3ac}
.criud-report .failure{fill:#f08a86}
.criud-report .rule{stroke:#373d44}
.criud-report .grid{stroke:#2a3036}
.criud-report .mark{stroke:#e4e7ea}
.criud-report .source{fill:#78afd8}
.criud-report .target{fill:#e2a05c}
.criud-report .frozen{fill:#f4f6f8}
.criud-report .calm{fill:#3c5568}
.criud-report .band{fill:#1d2126}
.criud-report .shared{stroke:#78afd8}
.criud-report .hatch{stroke:#78afd8}
}
`;
