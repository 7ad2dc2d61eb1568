<#ftl output_format="plainText">
${msg("countersignCodeIntro", agency)}

${code}

${msg("countersignCodeUse", minutes)}

${msg("countersignCodeNotYou")}
