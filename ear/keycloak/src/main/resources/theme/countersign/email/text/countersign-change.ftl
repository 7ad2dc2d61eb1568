<#ftl output_format="plainText">
${msg("countersignChangeIntro", agency)}

${msg(change)}

${msg("countersignChangeNotYou", agency)}
