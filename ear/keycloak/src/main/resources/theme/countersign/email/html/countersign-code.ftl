<#import "template.ftl" as layout>
<@layout.emailLayout>
<p style="margin:0 0 16px">${msg("countersignCodeIntro", agency)}</p>
<p style="margin:0 0 16px;font-size:32px;letter-spacing:4px;font-weight:600">${code}</p>
<p style="margin:0 0 16px">${msg("countersignCodeUse", minutes)}</p>
<p style="margin:0;color:#57544d;font-size:14px">${msg("countersignCodeNotYou")}</p>
</@layout.emailLayout>
