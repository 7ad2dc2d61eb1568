<#import "template.ftl" as layout>
<@layout.emailLayout>
<p style="margin:0 0 16px">${msg("countersignChangeIntro", agency)}</p>
<p style="margin:0 0 16px;font-weight:600">${msg(change)}</p>
<p style="margin:0;color:#57544d;font-size:14px">${msg("countersignChangeNotYou", agency)}</p>
</@layout.emailLayout>
